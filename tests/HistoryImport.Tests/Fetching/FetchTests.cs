using HistoryImport.Samples;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

public sealed class FetchTests
{
    [Fact]
    public async Task ImportAsync_OneKnownAndAThousandOlder_BringsAllOnceInTwentyOneRequestsAtMost()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(1001);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, FetchEnd.Exhausted), (result.Outcome, result.FetchEnd));
        Assert.Equal(1001, desk.Host.Rows().Count);
        Assert.Equal(1001, result.Counts.Inserted);
        Assert.InRange(desk.Phone.Requests.Count, 20, 21);
        Assert.Equal(desk.Phone.Requests.Count, result.Requests);
        Assert.Equal(0, await desk.Host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_WindowIsInTheCache_AsksNobody()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(100);
        await desk.KnowNewestAsync(chat, 30);

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = DateTimeOffset.FromUnixTimeSeconds(Some.Time + 60 * 80) });

        Assert.Equal(FetchEnd.NotNeeded, result.FetchEnd);
        Assert.Equal(20, result.Counts.Inserted);
        Assert.Empty(desk.Phone.Requests);
    }
}
