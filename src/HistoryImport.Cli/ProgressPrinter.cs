using Spectre.Console;

namespace HistoryImport.Cli;

/// <summary>Shows progress on standard error, where it is in nobody's way: one line that changes on a terminal, else a line now and then.</summary>
sealed class ProgressPrinter : IProgressSink
{
    const long LinesEvery = 50_000;

    readonly IAnsiConsole? _terminal;
    long _nextLine = LinesEvery;
    bool _lineOpen;

    ProgressPrinter(IAnsiConsole? terminal) => _terminal = terminal;

    public static ProgressPrinter Create()
    {
        if (Console.IsErrorRedirected)
        {
            return new ProgressPrinter(null);
        }

        return new ProgressPrinter(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
    }

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        if (_terminal is not null)
        {
            Redraw(_terminal, progress);
        }
        else if (progress.Counts.Read >= _nextLine)
        {
            _nextLine = progress.Counts.Read + LinesEvery;
            Console.Error.WriteLine(Line(progress));
        }

        return ValueTask.CompletedTask;
    }

    void Redraw(IAnsiConsole terminal, ImportProgress progress)
    {
        if (terminal.Profile.Capabilities.Ansi)
        {
            terminal.Markup($"\r[grey]{Markup.Escape(Line(progress)),-78}[/]");
            _lineOpen = true;
        }

        if (progress.Phase == ImportPhase.Ended && _lineOpen)
        {
            terminal.WriteLine();
            _lineOpen = false;
        }
    }

    static string Line(ImportProgress progress)
    {
        string oldest = progress.Oldest is { } moment ? $", back to {moment:yyyy-MM-dd}" : "";
        return $"{progress.Counts.Read} read, {progress.Counts.Inserted} inserted, {progress.Counts.Updated} updated{oldest}";
    }
}
