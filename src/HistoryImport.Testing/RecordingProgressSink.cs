using System.Collections.Concurrent;

namespace HistoryImport.Testing;

/// <summary>Keeps every report.</summary>
sealed class RecordingProgressSink : IProgressSink
{
    readonly ConcurrentQueue<ImportProgress> _reports = new();

    public IReadOnlyList<ImportProgress> Reports => [.. _reports];

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        _reports.Enqueue(progress);
        return ValueTask.CompletedTask;
    }
}
