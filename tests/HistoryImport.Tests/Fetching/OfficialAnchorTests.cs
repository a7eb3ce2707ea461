using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>A phone is asked before what it knows, never before what the official platform alone knows.</summary>
[Collection(ClockCollection.Name)]
public sealed class OfficialAnchorTests
{
    const string Scrambled = "wamid.scrambled-1";
    const string UserId = "US.123@bsuid";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_OldestHasAnIdThatDoesNotComeApart_AsksBeforeTheOldestThatDoes(bool isInTheStore)
    {
        List<FetchRequest> asked = [];
        await using var desk = new TicketDesk(fetcher: request => NotReady(asked, request));
        await desk.Host.ReceiveAsync(Official(Scrambled, Some.Chat, 1, Scrambled), Official("M1", Some.Chat, 2, "wamid.of M1"));
        if (isInTheStore)
        {
            await desk.ImportAsync(TicketDesk.Ticket with { Fetch = false });
        }

        await desk.ImportAsync();

        Assert.Equal(["M1"], asked.Select(request => request.Anchor.Id).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_NothingThatAPhoneKnows_AsksNobody(bool isInTheStore)
    {
        List<FetchRequest> asked = [];
        await using var desk = new TicketDesk(fetcher: request => NotReady(asked, request));
        ImportRequest ticket = TicketDesk.Ticket with { Chats = [Jid.Parse(Some.Chat), Jid.Parse(UserId)] };
        await desk.Host.ReceiveAsync(Official(Scrambled, Some.Chat, 1, Scrambled), Official("M1", UserId, 2, "wamid.of M1"));
        if (isInTheStore)
        {
            await desk.ImportAsync(ticket with { Fetch = false });
        }

        foreach (Jid chat in ticket.Chats)
        {
            Assert.Equal(FetchEnd.NoAnchor, (await desk.ImportAsync(ticket with { Chats = [chat] })).FetchEnd);
        }

        Assert.Empty(asked);
    }

    [Fact]
    public async Task ImportAsync_ChatWithAUserId_IsNeverAskedForUnderIt()
    {
        List<FetchRequest> asked = [];
        await using var desk = new TicketDesk(options => options.FetchAttempts = 5, fetcher: request => Silent(asked, request));
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Messages = [Some.Text("M1"), Official("M2", UserId, 5, "wamid.of M2")],
            Claims = [new JidClaim(Jid.Parse(UserId), Jid.Parse(Some.Chat)), new JidClaim(Jid.Parse(Some.ChatLid), Jid.Parse(Some.Chat))],
        });

        await desk.ImportAsync();

        Assert.Equal([Some.ChatLid, Some.Chat], asked.Select(request => request.Anchor.Chat).Distinct().Order(StringComparer.Ordinal));
    }

    static Task<FetchReply> NotReady(List<FetchRequest> asked, FetchRequest request)
    {
        asked.Add(request);
        return Task.FromResult(FetchReply.NotReady("not now"));
    }

    static Task<FetchReply> Silent(List<FetchRequest> asked, FetchRequest request)
    {
        asked.Add(request);
        return Task.FromResult(FetchReply.Requested("1"));
    }

    static HistoryMessage Official(string id, string chat, int minute, string wireId) =>
        Some.Text(id, chat, time: Some.Time + 60 * minute) with { WireId = new MessageWireId(wireId, false) };
}
