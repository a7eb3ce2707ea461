using System.CommandLine;
using System.CommandLine.Help;
using HistoryImport.Cli;

var root = new RootCommand("Brings WhatsApp history into a database.\nAny order, any repetition, any crash: the same rows.")
{
    ImportCommand.Create(),
    ExportCommand.Create(),
    InspectCommand.Create(),
    StatusCommand.Create(),
    CancelCommand.Create(),
    EraseCommand.Create(),
};

// A terminal that is narrower breaks lines by itself; where nobody knows the width, this is what people expect.
if (Console.IsOutputRedirected && root.Options.OfType<HelpOption>().Single().Action is HelpAction help)
{
    help.MaxWidth = 80;
}

ParseResult command = root.Parse(args);
if (command.Errors.Count > 0)
{
    Usage.Tell(command);
    return ExitCode.NotCompleted;
}

// Committing the batch at hand takes a moment; a second Ctrl-C does not wait.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
