using System.Diagnostics.Metrics;

namespace HistoryImport;

/// <summary>The gauges of what lies in the caches of a container, all of them together. Thread-safe.</summary>
sealed class CacheGauges
{
    readonly Lock _lock = new();
    readonly HashSet<CacheSampler> _caches = [];

    public CacheGauges(Meter meter)
    {
        meter.CreateObservableGauge(HistoryImportTelemetry.CacheMessages, () => Sum(usage => usage.Messages), "{message}", "Messages in the caches.");
        meter.CreateObservableGauge(HistoryImportTelemetry.CacheBytes, () => Sum(usage => usage.Bytes), "By", "Bytes of the entries of the caches.");
        meter.CreateObservableGauge(
            HistoryImportTelemetry.CacheConnections, () => Sum(usage => usage.Connections), "{connection}", "Connections of which there is a message in the caches.");
        meter.CreateObservableGauge(HistoryImportTelemetry.CacheOldest, Oldest, "s", "Time since the oldest message in the caches was received.");
    }

    public void Add(CacheSampler cache)
    {
        lock (_lock)
        {
            _caches.Add(cache);
        }
    }

    IEnumerable<Measurement<long>> Sum(Func<CacheUsage, long> of)
    {
        List<CacheSample> samples = Samples();
        return samples.Count > 0 ? [new Measurement<long>(samples.Sum(sample => of(sample.Usage)))] : [];
    }

    IEnumerable<Measurement<double>> Oldest()
    {
        TimeSpan? oldest = Samples().Max(sample => sample.Age);
        return oldest is { } age ? [new Measurement<double>(age.TotalSeconds)] : [];
    }

    List<CacheSample> Samples()
    {
        lock (_lock)
        {
            return [.. _caches.Select(cache => cache.Sample()).OfType<CacheSample>()];
        }
    }
}
