using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HistoryImport;

/// <summary>The meter and the activity source, both named <c>HistoryImport</c>. No tag holds a tenant, a JID or a text.</summary>
sealed class Telemetry : IDisposable
{
    const string Name = "HistoryImport";

    readonly Meter _meter;
    readonly Counter<long> _messages;
    readonly Counter<long> _runs;
    readonly Counter<long> _dropped;
    readonly Counter<long> _problems;
    readonly Counter<long> _fetches;
    readonly Counter<long> _fetchEnds;
    readonly Histogram<double> _batchDuration;
    readonly ActivitySource _activities = new(Name);

    public Telemetry(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _messages = _meter.CreateCounter<long>("history_import.messages", "{message}", "Messages read, by what became of them.");
        _runs = _meter.CreateCounter<long>("history_import.runs", "{run}", "Imports, by outcome.");
        _dropped = _meter.CreateCounter<long>("history_import.cache.dropped", "{message}", "Messages a cache dropped before an import took them, by cause.");
        _problems = _meter.CreateCounter<long>("history_import.decode.problems", "{problem}", "Parts of received history that could not be read, or not as they were sent.");
        _fetches = _meter.CreateCounter<long>("history_import.fetches", "{request}", "Requests to phones, by how they were taken.");
        _fetchEnds = _meter.CreateCounter<long>("history_import.fetch.ends", "{run}", "Imports that asked a phone, by how that ended.");
        _batchDuration = _meter.CreateHistogram<double>("history_import.batch.duration", "s", "Time to commit one batch.");
    }

    public Activity? StartImport() => _activities.StartActivity("import", ActivityKind.Internal);

    public void RunEnded(ImportOutcome outcome, ImportCounts counts)
    {
        _runs.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        Messages("invalid", counts.Invalid);
        Messages("filtered", counts.Filtered);
        Messages("folded", counts.Folded);
        Messages("duplicate", counts.Duplicates);
        Messages("inserted", counts.Inserted);
        Messages("updated", counts.Updated);
        Messages("failed", counts.Failed);
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
