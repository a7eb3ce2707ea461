using System.Collections.Concurrent;

namespace HistoryImport.Tests.Support;

/// <summary>Keeps every report.</summary>
sealed class RecordingSink : IProgressSink
{
    readonly ConcurrentQueue<ImportProgress> _reports = new();

    public IReadOnlyList<ImportProgress> Reports => [.. _reports];

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        _reports.Enqueue(progress);
        return ValueTask.CompletedTask;
    }
}
