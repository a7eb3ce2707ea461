using HistoryImport.Tests.Support;

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
