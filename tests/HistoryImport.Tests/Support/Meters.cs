using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HistoryImport.Tests.Support;

/// <summary>Makes meters, and knows them: so that a listener hears one host alone.</summary>
sealed class Meters : IMeterFactory
{
    public ConcurrentBag<Meter> All { get; } = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        All.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        foreach (Meter meter in All)
        {
            meter.Dispose();
        }
    }
}
