using System.Diagnostics.Metrics;

namespace HistoryImport;

/// <summary>One import among those that go on.</summary>
sealed class ActiveRun : IDisposable
{
    readonly UpDownCounter<long> _active;
    readonly KeyValuePair<string, object?> _state;

    public ActiveRun(UpDownCounter<long> active, string state)
    {
        (_active, _state) = (active, new("state", state));
        _active.Add(1, _state);
    }

    public void Dispose() => _active.Add(-1, _state);
}
