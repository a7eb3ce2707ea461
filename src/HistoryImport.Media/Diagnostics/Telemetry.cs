using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HistoryImport.Media;

/// <summary>The meter and the activity source, as <see cref="HistoryMediaTelemetry"/> names them.</summary>
sealed class Telemetry : IDisposable
{
    readonly Meter _meter;
    readonly Counter<long> _fetches;
    readonly Counter<long> _bytes;
    readonly Counter<long> _requests;
    readonly Counter<long> _answers;
    readonly Histogram<double> _duration;
    readonly ActivitySource _activities = new(HistoryMediaTelemetry.ActivitySourceName);

    public Telemetry(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(HistoryMediaTelemetry.MeterName) ?? new Meter(HistoryMediaTelemetry.MeterName);
        _fetches = _meter.CreateCounter<long>(HistoryMediaTelemetry.Fetches, "{file}", "Tries to fetch a file, by what it came to.");
        _bytes = _meter.CreateCounter<long>(HistoryMediaTelemetry.Bytes, "By", "Bytes of files that were verified and stored.");
        _requests = _meter.CreateCounter<long>(HistoryMediaTelemetry.Requests, "{request}", "Requests to phones, by how they were taken.");
        _answers = _meter.CreateCounter<long>(HistoryMediaTelemetry.Answers, "{answer}", "Answers of phones, by result.");
        _duration = _meter.CreateHistogram<double>(HistoryMediaTelemetry.FetchDuration, "s", "Time that a try to fetch a file took.");
    }

    public Activity? StartFetch() => _activities.StartActivity("media fetch", ActivityKind.Client);

    /// <param name="file">The file as it is now; <see langword="null"/> if it was erased meanwhile.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Fetched(MediaFile? file, TimeSpan elapsed)
    {
        _fetches.Add(1, new("state", file?.State.ToString() ?? "Erased"), new("reason", file?.Reason.ToString() ?? nameof(MediaReason.None)));
        _duration.Record(elapsed.TotalSeconds);
        if (file is { State: MediaState.Stored, Length: { } length })
        {
            _bytes.Add(length);
        }
    }

    public void Asked(ReuploadStatus status) => _requests.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));

    public void Answered(int code) => _answers.Add(1, new KeyValuePair<string, object?>("result", code is >= 0 and <= 3 ? code : "other"));

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }
}
