namespace HistoryImport.Tests.Support;

/// <summary>A sink that fails with whatever is in its words.</summary>
sealed class QuotingSink(string words) : IProgressSink
{
    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default) => throw new InvalidOperationException(words);
}
