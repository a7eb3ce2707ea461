using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Diagnostics;

/// <summary>What can be seen of a run while it goes on.</summary>
[Collection(ClockCollection.Name)]
public sealed class LiveTests
{
    [Fact]
    public async Task Messages_DuringARun_AreCountedWithEveryBatch()
    {
        using var counts = new Counts(HistoryImportTelemetry.Messages);
        var seen = new List<long>();
        var store = new InMemoryMessageStore();
        await using ImportHost host = counts.Host(store, options => (options.BatchSize, options.Writers) = (10, 1));
        await host.ReceiveAsync(Enumerable.Range(0, 100).Select(i => Some.Text("M" + i)));
        store.BeforeUpsert = _ => seen.Add(counts["inserted"]);

        ImportResult result = await host.ImportAsync();

        Assert.Equal(100, result.Counts.Inserted);
        Assert.Equal(100, counts["inserted"]);
        Assert.True(seen.Count == 10 && seen[^1] >= 70 && seen.SequenceEqual(seen.Order()), string.Join(' ', seen));
        await host.ReceiveAsync(Enumerable.Range(50, 100).Select(i => Some.Text("M" + i)));
        await host.ImportAsync();
        Assert.Equal((150L, 50L), (counts["inserted"], counts["duplicate"]));
    }

    [Fact]
    public async Task Messages_AmendmentsThatWait_AreFoldedOnce()
    {
        using var counts = new Counts(HistoryImportTelemetry.Messages);
        await using ImportHost host = counts.Host(new InMemoryMessageStore(), options => options.BatchSize = 1);
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Revoke, "NEVER", id: "A"), Some.Amendment(AmendmentKind.Revoke, "M", id: "B"), Some.Text("M"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((result.Counts.Folded, result.Counts.Inserted, result.Counts.Updated), (counts["folded"], counts["inserted"], counts["updated"]));
    }

    [Fact]
    public async Task ActiveRuns_OneWaitsForTheOther_AreCountedByStateAndToldInTheProgress()
    {
        using var counts = new Counts(HistoryImportTelemetry.ActiveRuns);
        var store = new InMemoryMessageStore();
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.BeforeUpsert = _ =>
        {
            began.TrySetResult();
            goOn.Task.Wait();
        };
        var state = new InMemoryStateStore(TimeProvider.System);
        await using ImportHost one = counts.Host(store, state: state);
        var log = new RecordingLog();
        await using ImportHost other = counts.Host(store, state: state, log: log);
        await one.ReceiveAsync(Some.Text("M"));
        Task<ImportResult> first = Task.Run(() => one.Importer.ImportAsync(Some.Request));
        await began.Task;
        var phases = new ConcurrentQueue<ImportPhase>();
        var waits = new TaskCompletionSource();
        Task<ImportResult> second = other.Importer.ImportAsync(Some.Request with { ProgressSink = new Hearing(phases, waits) });
        await waits.Task;

        Assert.Equal((1L, 1L), (counts["running"], counts["waiting"]));
        goOn.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal((0L, 0L), (counts["running"], counts["waiting"]));
        Assert.Contains(ImportPhase.Waiting, phases);
        Assert.Single(log.Entries, entry => entry.Text.StartsWith("108 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activities_RunAndItsBatches_TellOutcomeAndError()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HistoryImportTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity test = new Activity("test").Start();
        var store = new InMemoryMessageStore();
        await using var host = new ImportHost(store);
        await host.ReceiveAsync(Some.Text("A"));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("B"));
        store.BeforeUpsert = _ => throw new HistoryStorageException("broken");
        await host.Importer.ImportAsync(Some.Request);

        Activity[] own = [.. ended.Where(activity => activity.TraceId == test.TraceId)];
        Activity[] runs = [.. own.Where(activity => activity.OperationName == "import")];
        Assert.Equal(["Completed", "Failed"], runs.Select(run => run.GetTagItem("outcome")));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], runs.Select(run => run.Status));
        Assert.Equal(
            runs.Select(run => run.SpanId), own.Where(activity => activity.OperationName == "batch").Select(batch => batch.ParentSpanId));
    }

    [Fact]
    public async Task Status_DuringARun_IsNoOlderThanASecondOfItsClock()
    {
        var time = new ManualTimeProvider();
        var state = new InMemoryStateStore(time);
        var store = new InMemoryMessageStore();
        await using var host = new ImportHost(store, options => (options.BatchSize, options.Writers) = (1, 1), services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddHistoryImport().UseStateStore(state);
        });
        await using var other = new ImportHost(new InMemoryMessageStore(), register: services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddHistoryImport().UseStateStore(state);
        });
        await host.ReceiveAsync(Enumerable.Range(0, 5).Select(i => Some.Text("M" + i)));
        var told = new List<long>();
        int written = 0;
        store.BeforeUpsert = _ =>
        {
            if (++written > 2)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                told.Add(Inserted(other, least: written - 2).GetAwaiter().GetResult());
            }
        };

        await host.ImportAsync();

        Assert.Equal(3, told.Count);
        Assert.All(told.Zip([1L, 2L, 3L]), pair => Assert.True(pair.First >= pair.Second, string.Join(' ', told)));
    }

    // The board is written beside the run.
    static async Task<long> Inserted(ImportHost other, long least)
    {
        long inserted = 0;
        for (int i = 0; i < 500 && inserted < least; i++, await Task.Delay(10))
        {
            inserted = (await other.Importer.GetStatusAsync(Some.Connection))?.Counts.Inserted ?? 0;
        }

        return inserted;
    }

    sealed class Hearing(ConcurrentQueue<ImportPhase> phases, TaskCompletionSource waits) : IProgressSink
    {
        public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
        {
            phases.Enqueue(progress.Phase);
            if (progress.Phase == ImportPhase.Waiting)
            {
                waits.TrySetResult();
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Sums one instrument of some hosts by their only tag.</summary>
    sealed class Counts : IDisposable
    {
        readonly ConcurrentDictionary<string, long> _sums = new();
        readonly MeterListener _listener = new();
        readonly Meters _meters = new();

        public Counts(string instrument)
        {
            _listener.InstrumentPublished = (published, listener) =>
            {
                if (published.Name == instrument && _meters.All.Contains(published.Meter))
                {
                    listener.EnableMeasurementEvents(published);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _sums.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value));
            _listener.Start();
        }

        public long this[string tag] => _sums.GetValueOrDefault(tag);

        public ImportHost Host(InMemoryMessageStore store, Action<HistoryImportOptions>? configure = null, IStateStore? state = null, RecordingLog? log = null) => new(store, configure, services =>
        {
            services.AddSingleton<IMeterFactory>(_meters);
            log?.Register(services);
            if (state is not null)
            {
                services.AddHistoryImport().UseStateStore(state);
            }
        });

        public void Dispose()
        {
            _listener.Dispose();
            _meters.Dispose();
        }
    }
}
