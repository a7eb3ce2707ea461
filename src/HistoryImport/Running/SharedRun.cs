namespace HistoryImport;

/// <summary>A run that requests of one process share.</summary>
sealed class SharedRun(ProgressReporter progress, ImportWindow window)
{
    readonly TaskCompletionSource<ImportResult?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProgressReporter Progress => progress;

    public ImportWindow Window => window;

    /// <summary>The result; <see langword="null"/> if whoever began it gave up.</summary>
    public Task<ImportResult?> Completion => _completion.Task;

    public void Complete(ImportResult? result) => _completion.SetResult(result);
}
