using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Progress;

public sealed class ProgressTests
{
    [Fact]
    public async Task ImportAsync_SinkThrows_CompletesAllTheSame()
    {
        await using var host = new ImportHost(sinks: new ThrowingSink());
        await host.ReceiveAsync(Some.Text("A"));

        Assert.Equal(ImportOutcome.Completed, (await host.ImportAsync()).Outcome);
    }

    [Fact]
    public async Task ImportAsync_SinkNeverReturns_EndsAfterTheDrainTimeout()
    {
        var sink = new StuckSink();
        await using var host = new ImportHost(configure: options => options.ProgressDrainTimeout = TimeSpan.FromMilliseconds(50), sinks: sink);
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, 1), (result.Outcome, host.Rows().Count));
    }

    [Fact]
    public async Task ImportAsync_ManyBatches_NeverGoesBackwardsAndEndsOnce()
    {
        var sink = new RecordingSink();
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
        await using var host = new ImportHost(register: services => services.AddSingleton<TimeProvider>(time), sinks: new RecordingSink());
        await host.ReceiveAsync(Enumerable.Range(0, 100).Select(i => Some.Text($"M{i}")));

        await host.ImportAsync();

        // The one timer, that of waiting for the sink, is disposed by whoever ends the wait.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (time.ActiveTimers > 0)
        {
            await Task.Delay(1, patience.Token);
        }
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
        public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default) => throw new InvalidOperationException();
    }

    sealed class StuckSink : IProgressSink
    {
        public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default) =>
            await new TaskCompletionSource().Task;
    }
}
