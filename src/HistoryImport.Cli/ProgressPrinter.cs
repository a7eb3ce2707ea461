using Spectre.Console;

namespace HistoryImport.Cli;

/// <summary>Shows progress on standard error, where it is in nobody's way: one line that changes on a terminal, else a line now and then.</summary>
sealed class ProgressPrinter : IProgressSink
{
    const long LinesEvery = 50_000;

    // What stood there before is written over.
    const int MostWritten = 78;

    readonly Lock _lock = new();
    readonly IAnsiConsole? _terminal;
    readonly FileProgress _reading;
    readonly long _started = TimeProvider.System.GetTimestamp();
    long _nextLine = LinesEvery;
    bool _lineOpen;
    string? _said;

    ProgressPrinter(IAnsiConsole? terminal, FileProgress reading) => (_terminal, _reading) = (terminal, reading);

    public static ProgressPrinter Create(FileProgress reading)
    {
        if (Console.IsErrorRedirected)
        {
            return new ProgressPrinter(null, reading);
        }

        return new ProgressPrinter(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), reading);
    }

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        if (_terminal is not null)
        {
            lock (_lock)
            {
                Redraw(_terminal, progress);
            }
        }
        else if (ProgressLine.Instead(progress) is { } said)
        {
            if (said != _said)
            {
                Console.Error.WriteLine(said);
            }

            _said = said;
        }
        else if (progress.Counts.Read >= _nextLine)
        {
            _nextLine = progress.Counts.Read + LinesEvery;
            _said = null;
            Console.Error.WriteLine(Line(progress, int.MaxValue));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Writes something else, where the line that changes is not in its way.</summary>
    public void Beside(Action write)
    {
        lock (_lock)
        {
            if (_terminal is not null && _lineOpen)
            {
                _terminal.Write($"\r{new string(' ', Math.Min(WidthOf(_terminal), MostWritten))}\r");
                _lineOpen = false;
            }

            write();
        }
    }

    void Redraw(IAnsiConsole terminal, ImportProgress progress)
    {
        if (terminal.Profile.Capabilities.Ansi)
        {
            int width = WidthOf(terminal);
            terminal.Markup($"\r[grey]{Markup.Escape(Line(progress, width).PadRight(Math.Min(width, MostWritten)))}[/]");
            _lineOpen = true;
        }

        if (progress.Phase == ImportPhase.Ended && _lineOpen)
        {
            terminal.WriteLine();
            _lineOpen = false;
        }
    }

    static int WidthOf(IAnsiConsole terminal) => Math.Max(terminal.Profile.Width - 1, 1);

    string Line(ImportProgress progress, int width) => ProgressLine.Of(progress, _reading, TimeProvider.System.GetElapsedTime(_started), width);
}
