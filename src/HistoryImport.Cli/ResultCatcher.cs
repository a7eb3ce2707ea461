namespace HistoryImport.Cli;

/// <summary>Keeps the terminal report, which says what a cancelled run committed.</summary>
sealed class ResultCatcher : IProgressSink
{
    public ImportResult? Result { get; private set; }

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        Result = progress.Result ?? Result;
        return ValueTask.CompletedTask;
    }
}
