using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HistoryImport.Tests.Support;

/// <summary>Keeps every tag of every measurement and activity of the library, and whatever else an activity says.</summary>
sealed class RecordingTelemetry : IDisposable
{
    const string Source = "HistoryImport";

    readonly ConcurrentQueue<string> _lines = new();
    readonly MeterListener _meters = new();
    readonly ActivityListener _activities;

    public RecordingTelemetry()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Source)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add($"metric {instrument.Name}", tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add($"metric {instrument.Name}", tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public IReadOnlyCollection<string> Lines => _lines;

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    void Add(string what, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _lines.Enqueue($"{what} {string.Join(' ', tags.ToArray())}");

    void Add(Activity activity) => _lines.Enqueue(
        $"activity {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} "
        + string.Join(' ', activity.Events.Select(one => $"{one.Name} {string.Join(' ', one.Tags)}")));
}
