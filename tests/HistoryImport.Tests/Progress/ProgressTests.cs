using System.Collections.Concurrent;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Progress;

public sealed class ProgressTests
{
    static readonly TimeSpan _drainTimeout = TimeSpan.FromMilliseconds(50);

    readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task ImportAsync_SinkThrows_CompletesAllTheSameAndTellsItTheEndOnce()
    {
        var sink = new ThrowingSink();
        await using var host = new ImportHost(sinks: sink);
        await host.ReceiveAsync(Some.Text("A"));

        Assert.Equal(ImportOutcome.Completed, (await host.ImportAsync()).Outcome);
        Assert.Equal(1, sink.Terminal);
    }

    [Fact]
    public async Task ImportAsync_SinkNeverReturns_EndsAfterTheDrainTimeout()
    {
        await using ImportHost host = Host(new StuckSink());
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await ImportBeyondTheDrainTimeoutAsync(host);

        Assert.Equal((ImportOutcome.Completed, 1), (result.Outcome, host.Rows().Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_SinkComesBackAfterTheDrainTimeout_GetsTheTerminalReportOnce(bool blocksItsThread)
    {
        using var sink = new BusySink(blocksItsThread);

        // Not until the sink is busy is there anything to write: else it might be busy with its last report.
        await using ImportHost host = Host(sink, new InMemoryMessageStore { BeforeUpsert = _ => sink.Began.Wait() });
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await ImportBeyondTheDrainTimeoutAsync(host);
        if (blocksItsThread)
        {
            Assert.Empty(sink.Terminal);
            sink.Free();
        }

        await sink.Ended;
        (ImportProgress terminal, bool isCancelled) = Assert.Single(sink.Terminal);
        Assert.Same(result, terminal.Result);
        Assert.False(isCancelled);
    }

    [Fact]
    public async Task ImportAsync_ManyBatches_NeverGoesBackwardsAndEndsOnce()
    {
        var sink = new RecordingProgressSink();
        await using var host = new ImportHost(configure: options => options.BatchSize = 5, sinks: sink);
        await host.ReceiveAsync(Enumerable.Range(0, 200).Select(i => Some.Text($"M{i}", time: Some.Time - i)));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(sink.Reports.Select(report => report.Counts.Read).Order(), sink.Reports.Select(report => report.Counts.Read));
        Assert.Equal(sink.Reports.Select(report => report.Phase).Order(), sink.Reports.Select(report => report.Phase));
        Assert.Equal(sink.Reports[^1], Assert.Single(sink.Reports, report => report.Result is not null));
        Assert.Equal(result.Counts, sink.Reports[^1].Counts);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Some.Time - 199), sink.Reports[^1].Oldest);
    }

    [Fact]
    [Trait("Hazard", "H-46")]
    public async Task ImportAsync_SlowSink_SeesTheLatestReportsOnly()
    {
        var lastBatch = new TaskCompletionSource();
        var sink = new GatedSink(lastBatch.Task);
        var store = new InMemoryMessageStore { BeforeUpsert = batch => _ = batch.Items.Any(item => item.Key.Id == "M99") && lastBatch.TrySetResult() };
        await using var host = new ImportHost(store, options => options.BatchSize = 1, sinks: sink);
        await host.ReceiveAsync(Enumerable.Range(0, 100).Select(i => Some.Text($"M{i}")));

        ImportResult result = await host.ImportAsync();

        Assert.InRange(sink.Reports.Count, 1, 4);
        Assert.Same(result, sink.Reports[^1].Result);
    }

    [Fact]
    [Trait("Hazard", "H-49")]
    public async Task ImportAsync_Ended_LeavesNoTimerBehind()
    {
        var time = new ManualTimeProvider();
        await using var host = new ImportHost(register: services => services.AddSingleton<TimeProvider>(time), sinks: new RecordingProgressSink());
        await host.ReceiveAsync(Enumerable.Range(0, 100).Select(i => Some.Text($"M{i}")));

        await host.ImportAsync();

        // The one timer, that of waiting for the sink, is disposed by whoever ends the wait.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (time.ActiveTimers > 0)
        {
            await Task.Delay(1, patience.Token);
        }
    }

    ImportHost Host(IProgressSink sink, InMemoryMessageStore? store = null) => new(
        store,
        options => options.ProgressDrainTimeout = _drainTimeout, services => services.AddSingleton<TimeProvider>(_time), sink);

    // The one timer beside that of the lease is that of waiting for the sink; by then the sink has the first report, and is busy.
    async Task<ImportResult> ImportBeyondTheDrainTimeoutAsync(ImportHost host)
    {
        Task<ImportResult> import = host.ImportAsync();
        while (!import.IsCompleted)
        {
            await Task.WhenAny(import, _time.WhenTimersAsync(1));
            _time.Advance(_drainTimeout);
            await Task.Yield();
        }

        return await import;
    }

    sealed class GatedSink(Task gate) : IProgressSink
    {
        public List<ImportProgress> Reports { get; } = [];

        public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
        {
            Reports.Add(progress);
            await gate;
        }
    }

    sealed class ThrowingSink : IProgressSink
    {
        public int Terminal { get; private set; }

        public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
        {
            Terminal += progress.Result is null ? 0 : 1;
            throw new InvalidOperationException();
        }
    }

    /// <summary>Busy with its first report until it is freed, or, if it listens to its token, until nobody waits for it any more.</summary>
    sealed class BusySink(bool blocksItsThread) : IProgressSink, IDisposable
    {
        readonly ManualResetEventSlim _free = new();
        readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool _isBusy = true;

        public ConcurrentQueue<(ImportProgress Progress, bool IsCancelled)> Terminal { get; } = [];

        public Task Began => _began.Task;

        public Task Ended => _ended.Task;

        public void Free() => _free.Set();

        public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
        {
            if (progress.Result is not null)
            {
                Terminal.Enqueue((progress, cancellationToken.IsCancellationRequested));
                _ended.TrySetResult();
            }

            if (!_isBusy)
            {
                return;
            }

            _isBusy = false;
            _began.TrySetResult();
            if (blocksItsThread)
            {
                _free.Wait(CancellationToken.None);
            }
            else
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
        }

        public void Dispose()
        {
            _free.Set();
            _free.Dispose();
        }
    }

    sealed class StuckSink : IProgressSink
    {
        public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default) =>
            await new TaskCompletionSource().Task;
    }
}
