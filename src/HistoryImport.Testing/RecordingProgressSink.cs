using System.Collections.Concurrent;

namespace HistoryImport.Testing;

/// <summary>A progress sink that keeps every report. Thread-safe.</summary>
public sealed class RecordingProgressSink : IProgressSink
{
    readonly ConcurrentQueue<ImportProgress> _reports = new();

    /// <summary>Gets what was reported so far, in the order it came; the last of a run is its terminal report.</summary>
    public IReadOnlyList<ImportProgress> Reports => [.. _reports];

    /// <inheritdoc/>
    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        _reports.Enqueue(progress);
        return ValueTask.CompletedTask;
    }
}
