namespace HistoryImport.Cli;

/// <summary>Two sinks as one.</summary>
sealed class ProgressSinkPair(IProgressSink first, IProgressSink second) : IProgressSink
{
    public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        await first.ReportAsync(progress, cancellationToken).ConfigureAwait(false);
        await second.ReportAsync(progress, cancellationToken).ConfigureAwait(false);
    }
}
