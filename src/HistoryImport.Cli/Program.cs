using System.CommandLine;
using HistoryImport.Cli;

var root = new RootCommand("Brings WhatsApp history into a database. Any order, any repetition, any crash: the same rows.")
{
    ImportCommand.Create(),
    ExportCommand.Create(),
    InspectCommand.Create(),
    StatusCommand.Create(),
    CancelCommand.Create(),
    EraseCommand.Create(),
};

ParseResult command = root.Parse(args);
if (command.Errors.Count > 0)
{
    foreach (System.CommandLine.Parsing.ParseError error in command.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    }

    await Console.Error.WriteLineAsync("Run 'history-import --help' for what can be asked.").ConfigureAwait(false);
    return ExitCode.NotCompleted;
}

// Committing the batch at hand takes a moment; a second Ctrl-C does not wait.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
