using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HistoryImport;

/// <summary>The meter and the activity source, both named <c>HistoryImport</c>. No tag holds a tenant, a JID or a text.</summary>
sealed class Telemetry : IDisposable
{
    readonly Meter _meter;
    readonly Counter<long> _messages;
    readonly Counter<long> _runs;
    readonly Counter<long> _dropped;
    readonly Counter<long> _problems;
    readonly Counter<long> _fetches;
    readonly Counter<long> _fetchEnds;
    readonly Histogram<double> _batchDuration;
    readonly UpDownCounter<long> _active;
    readonly ActivitySource _activities = new(HistoryImportTelemetry.ActivitySourceName);

    public Telemetry(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(HistoryImportTelemetry.MeterName) ?? new Meter(HistoryImportTelemetry.MeterName);
        _messages = _meter.CreateCounter<long>(HistoryImportTelemetry.Messages, "{message}", "Messages read, by what became of them.");
        _runs = _meter.CreateCounter<long>(HistoryImportTelemetry.Runs, "{run}", "Imports, by outcome.");
        _active = _meter.CreateUpDownCounter<long>(HistoryImportTelemetry.ActiveRuns, "{run}", "Imports that go on in this process, by state.");
        _dropped = _meter.CreateCounter<long>(HistoryImportTelemetry.CacheDropped, "{message}", "Messages a cache dropped before an import took them, by cause.");
        _problems = _meter.CreateCounter<long>(HistoryImportTelemetry.DecodeProblems, "{problem}", "Parts of received history that could not be read, or not as they were sent.");
        _fetches = _meter.CreateCounter<long>(HistoryImportTelemetry.Fetches, "{request}", "Requests to phones, by how they were taken.");
        _fetchEnds = _meter.CreateCounter<long>(HistoryImportTelemetry.FetchEnds, "{run}", "Imports that asked a phone, by how that ended.");
        _batchDuration = _meter.CreateHistogram<double>(HistoryImportTelemetry.BatchDuration, "s", "Time to commit one batch.");
    }

    /// <summary>Gets the meter, for what measures something of its own.</summary>
    public Meter Meter => _meter;

    public Activity? StartImport() => _activities.StartActivity("import", ActivityKind.Internal);

    public Activity? StartBatch() => _activities.StartActivity("batch", ActivityKind.Internal);

    public void RunEnded(ImportOutcome outcome) => _runs.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    /// <summary>Counts an import among those that go on, until what is returned is disposed of.</summary>
    public ActiveRun Active(string state) => new(_active, state);

    /// <summary>Counts what a run has come to since it was counted last.</summary>
    /// <param name="before">What it was then.</param>
    /// <param name="now">What it is now.</param>
    /// <param name="isLast">Whether it is over. What began to wait may yet find its message, so only then it is known how much was folded.</param>
    public void Counted(ImportCounts before, ImportCounts now, bool isLast)
    {
        Messages("invalid", now.Invalid - before.Invalid);
        Messages("filtered", now.Filtered - before.Filtered);
        Messages("duplicate", now.Duplicates - before.Duplicates);
        Messages("inserted", now.Inserted - before.Inserted);
        Messages("updated", now.Updated - before.Updated);
        Messages("failed", now.Failed - before.Failed);
        if (isLast)
        {
            Messages("folded", now.Folded);
        }
    }

    /// <param name="status">How it was taken; <see langword="null"/> if the fetcher did not say in time.</param>
    public void Fetched(FetchStatus? status) => _fetches.Add(1, new KeyValuePair<string, object?>("status", status?.ToString() ?? "TimedOut"));

    public void FetchEnded(FetchEnd end) => _fetchEnds.Add(1, new KeyValuePair<string, object?>("end", end.ToString()));

    void Messages(string outcome, long count)
    {
        if (count > 0 && _messages.Enabled)
        {
            _messages.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    public void DecodeProblems(long count) => _problems.Add(count);

    public void Dropped(string cause, long count)
    {
        if (count > 0 && _dropped.Enabled)
        {
            _dropped.Add(count, new KeyValuePair<string, object?>("cause", cause));
        }
    }

    public void BatchCommitted(TimeSpan elapsed) => _batchDuration.Record(elapsed.TotalSeconds);

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }
}
