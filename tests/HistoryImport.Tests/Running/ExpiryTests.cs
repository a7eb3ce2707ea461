using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;
using NSubstitute;

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

    [Fact]
    public async Task ExpireAsync_LookedWithinTheMinute_LooksAtThatConnectionAgainOnlyAfterIt()
    {
        var time = new ManualTimeProvider();
        IMessageCache cache = Substitute.For<IMessageCache>();
        cache.ExpireAsync(default!, default).ReturnsForAnyArgs(new ValueTask<long>(7));
        var expiry = new CacheExpiry(cache, new HistoryImportOptions { CacheRetention = TimeSpan.FromDays(1) }, time);
        ConnectionKey one = new("tenant", "one"), other = new("tenant", "other");

        Assert.Equal((7L, 0L, 7L, 0L), (await LookAsync(one), await LookAsync(one), await LookAsync(other), await LookAsync(other)));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((7L, 7L, 0L), (await LookAsync(one), await LookAsync(other), await LookAsync(one)));
        await cache.Received(2).ExpireAsync(one, Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>());
        await cache.Received(1).ExpireAsync(one, time.GetUtcNow() - TimeSpan.FromDays(1), Arg.Any<CancellationToken>());

        ValueTask<long> LookAsync(ConnectionKey connection) => expiry.ExpireAsync(connection, CancellationToken.None);
    }
}
