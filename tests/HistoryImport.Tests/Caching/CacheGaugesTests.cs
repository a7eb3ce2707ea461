using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Tests.Caching;

/// <summary>What lies in the caches, as a collector sees it.</summary>
public sealed class CacheGaugesTests : IDisposable
{
    readonly Meters _meters = new();
    readonly ManualTimeProvider _time = new();
    readonly CountedCache _cache = new();
    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<string, double> _told = new();

    public CacheGaugesTests()
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name.StartsWith("history_import.cache.", StringComparison.Ordinal) && _meters.All.Contains(published.Meter))
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Told(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Told(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Gauges_SomethingReceived_TellItOfAllConnectionsWithoutTheirNames()
    {
        _cache.Usage = new CacheUsage(2, 30, 4000, _time.GetUtcNow().AddMinutes(-10));
        await using ImportHost host = Host();
        await LookAsync(30);
        _time.Advance(TimeSpan.FromSeconds(5));
        Collect();

        Assert.Equal(
            (30, 4000, 2, 605),
            (_told[HistoryImportTelemetry.CacheMessages], _told[HistoryImportTelemetry.CacheBytes], _told[HistoryImportTelemetry.CacheConnections],
                _told[HistoryImportTelemetry.CacheOldest]));
    }

    [Fact]
    public async Task Gauges_TwoCachesInAContainer_TellTheirSumAndTheOldest()
    {
        CountedCache second = new() { Usage = new CacheUsage(1, 7, 500, _time.GetUtcNow().AddHours(-2)) };
        _cache.Usage = new CacheUsage(2, 30, 4000, _time.GetUtcNow().AddMinutes(-10));
        using CacheSampler one = new(_cache, _time, NullLogger.Instance), other = new(second, _time, NullLogger.Instance);
        var gauges = new CacheGauges(_meters.Create(new MeterOptions(HistoryImportTelemetry.MeterName)));
        gauges.Add(one);
        gauges.Add(other);

        await LookAsync(37);

        Assert.Equal(
            (4500, 3, 7200),
            (_told[HistoryImportTelemetry.CacheBytes], _told[HistoryImportTelemetry.CacheConnections], _told[HistoryImportTelemetry.CacheOldest]));
    }

    [Fact]
    public async Task Gauges_EmptyCache_TellNoAge()
    {
        _cache.Usage = new CacheUsage(0, 0, 0, null);
        await using ImportHost host = Host();
        await LookAsync(0);

        Assert.Equal(0, _told[HistoryImportTelemetry.CacheMessages]);
        Assert.False(_told.ContainsKey(HistoryImportTelemetry.CacheOldest));
    }

    [Fact]
    public async Task Gauges_CollectedOften_LookOnceInFifteenSeconds()
    {
        _cache.Usage = new CacheUsage(1, 1, 1, null);
        await using ImportHost host = Host();
        await LookAsync(1);
        for (int i = 0; i < 100; i++)
        {
            Collect();
        }

        Assert.Equal(1, _cache.Looks);
        _time.Advance(TimeSpan.FromSeconds(15));
        _cache.Usage = new CacheUsage(1, 7, 1, null);
        await LookAsync(7);
        Assert.Equal(2, _cache.Looks);
    }

    [Fact]
    public async Task Gauges_LookingTakesLong_LookForAHundredthOfTheTime()
    {
        _cache.Usage = new CacheUsage(1, 1, 1, null);
        _cache.Looking = () => _time.Advance(TimeSpan.FromSeconds(2));
        await using ImportHost host = Host();
        await LookAsync(1);
        _time.Advance(TimeSpan.FromSeconds(199));
        Collect();
        Assert.Equal(1, _cache.Looks);

        _time.Advance(TimeSpan.FromSeconds(1));
        _cache.Usage = new CacheUsage(1, 2, 1, null);
        await LookAsync(2);
        Assert.Equal(2, _cache.Looks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gauges_CacheThatCannotTell_TellNothing(bool fails)
    {
        _cache.Looking = () => _ = fails ? throw new HistoryStorageException("gone") : 0;
        await using ImportHost host = Host();
        Collect();
        await _cache.Looked;
        Collect();

        Assert.Empty(_told);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    ImportHost Host()
    {
        var host = new ImportHost(new InMemoryMessageStore(), register: services =>
        {
            services.AddSingleton<IMeterFactory>(_meters);
            services.AddSingleton<TimeProvider>(_time);
            services.AddHistoryImport().UseMessageCache(_cache);
        });

        // Whoever receives has its cache watched.
        _ = host.Inbox;
        return host;
    }

    void Collect()
    {
        _told.Clear();
        _listener.RecordObservableInstruments();
    }

    // The look is beside whoever asks.
    async Task LookAsync(long messages)
    {
        for (Collect(); !_told.TryGetValue(HistoryImportTelemetry.CacheMessages, out double told) || told != messages; Collect())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    void Told(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Assert.True(tags.IsEmpty);
        _told[instrument.Name] = value;
    }

    sealed class CountedCache() : DelegatingMessageCache(DispatchProxy.Create<IMessageCache, Unused>())
    {
        readonly TaskCompletionSource _looked = new();
        int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public Task Looked => _looked.Task;

        public CacheUsage? Usage { get; set; }

        public Action Looking { get; set; } = () => { };

        public override ValueTask<CacheUsage?> GetUsageAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _looks);
            _looked.TrySetResult();
            Looking();
            return new(Usage);
        }
    }

    public class Unused : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
    }
}
