using System.CommandLine;
using HistoryImport.WhatsApp;
using Spectre.Console;

namespace HistoryImport.Cli;

/// <summary><c>inspect PATH…</c></summary>
static class InspectCommand
{
    // Wide enough for every row where the output is no terminal.
    const int RedirectedWidth = 120;

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "A file, a folder (its files in name order), or - for standard input. The format is told from the content.",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(Usage.RefuseOptions);
        var command = new Command("inspect", "Shows what is in history files. Imports nothing and needs no database.") { paths };
        command.SetAction((arguments, cancellationToken) => InspectAsync(arguments.GetValue(paths)!, cancellationToken));
        return command;
    }

    static async Task<int> InspectAsync(string[] paths, CancellationToken cancellationToken)
    {
        var problems = new ProblemPrinter(Console.Error, Page.ErrorWidth);
        var reader = new HistoryFileReader(new HistoryDecoder(), problems);
        var summary = new DumpSummary();
        long found = 0;
        try
        {
            foreach (HistoryFile file in HistoryFile.Expand(paths, problems))
            {
                await foreach (HistorySet set in reader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
                {
                    summary.Add(set);
                    foreach (ImportProblem problem in ProblemsOf(file.Name, set))
                    {
                        problems.Report(problem);
                        found++;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }

        if (reader.ReadableFiles == 0)
        {
            Page.WriteError("No file could be read as WhatsApp history.");
            return ExitCode.NotCompleted;
        }

        Write(summary, reader.ReadableFiles, found);
        return problems.Files > 0 || found > 0 ? ExitCode.CompletedWithProblems : ExitCode.Completed;
    }

    /// <summary>What an import of the set would name as a problem.</summary>
    static IEnumerable<ImportProblem> ProblemsOf(string source, HistorySet set)
    {
        foreach (DecodeProblem problem in set.Problems)
        {
            yield return new ImportProblem(source, problem.Position, null, problem.Reason) { Unit = problem.Unit, IsKept = problem.IsKept };
        }

        foreach (HistoryMessage message in set.Messages)
        {
            if (message.FindFault() is { } fault)
            {
                yield return new ImportProblem(source, message.Position, null, fault);
            }
        }
    }

    static void Write(DumpSummary summary, int files, long problems)
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Ascii2 : TableBorder.Rounded };
        table.AddColumn("what").AddColumn("which").AddColumn(new TableColumn("count").RightAligned());
        table.AddRow("files", "", $"{files}");
        foreach ((string what, string which, string count) in summary.Rows())
        {
            table.AddRow(Markup.Escape(what), Markup.Escape(which), Markup.Escape(count));
        }

        table.AddRow("problems", "", $"{problems}");
        console.Write(table);
    }
}
