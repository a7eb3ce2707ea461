using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Running;

[Collection(ClockCollection.Name)]
public sealed class ExpiryTests
{
    [Fact]
    public async Task ImportAsync_MessagesHaveExpired_CountsThemInTheResultAndTheMetric()
    {
        using var telemetry = new RecordingTelemetry();
        await using var desk = new TicketDesk(options => options.CacheRetention = TimeSpan.FromDays(1));
        await desk.Host.ReceiveAsync(Some.Text("A"), Some.Text("B"));
        desk.Time.Advance(TimeSpan.FromDays(2));

        ImportResult result = await desk.ImportAsync(Some.Request);

        Assert.Equal((2L, 0L), (result.ExpiredMessages, result.Counts.Read));
        Assert.Contains("metric history_import.cache.dropped [cause, expired]", telemetry.Lines);
    }
}
