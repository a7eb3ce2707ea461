namespace HistoryImport.Cli;

/// <summary>Names everything that is set aside, or kept with a problem, as it happens.</summary>
sealed class ProblemPrinter(TextWriter output, int width) : IProgress<ImportProblem>
{
    readonly Lock _lock = new();

    /// <summary>Gets or sets what writes beside a line that changes; <see langword="null"/> if there is none.</summary>
    public Action<Action>? Beside { get; set; }

    /// <summary>How many files had something that could not be read.</summary>
    public int Files { get; private set; }

    public void Report(ImportProblem value)
    {
        string place = value.Place is null ? "" : $" {value.Place}";
        string id = value.MessageId is null ? "" : $" (id {value.MessageId})";
        Write($"{Page.Whole(value.Source ?? "history")}:{place}{id} {(value.IsKept ? "kept" : "set aside")}: {value.Reason}");
    }

    public void ReportFile(string file, string reason)
    {
        Files++;
        Write($"{Page.Whole(file)}: {reason}");
    }

    void Write(string text)
    {
        lock (_lock)
        {
            if (Beside is { } beside)
            {
                beside(() => WriteLines(text));
            }
            else
            {
                WriteLines(text);
            }
        }
    }

    void WriteLines(string text)
    {
        foreach (string line in Page.Wrap(text, width, "  "))
        {
            output.WriteLine(line);
        }
    }
}
