using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What one ticket's import asks the phone for, and when it stops.</summary>
[Collection(ClockCollection.Name)]
public sealed class FetchTests
{
    static DateTimeOffset Minute(int i) => DateTimeOffset.FromUnixTimeSeconds(Some.Time + 60 * i);

    [Fact]
    [Trait("Hazard", "H-40")]
    [Trait("Hazard", "H-41")]
    public async Task ImportAsync_OneKnownAndAThousandOlder_BringsAllOnceInTwentyOneRequestsAtMost()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(1001));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, FetchEnd.Exhausted), (result.Outcome, result.FetchEnd));
        Assert.Equal(1001, desk.Host.Rows().Count);
        Assert.Equal(1001, result.Counts.Inserted);
        Assert.InRange(desk.Phone.Requests.Count, 20, 21);
        Assert.Equal(desk.Phone.Requests.Count, result.FetchRequests);
        Assert.All(desk.Phone.Requests, request => Assert.InRange(request.Count, 1, 50));
        Assert.Equal(1, desk.Phone.MaxInFlight);
        Assert.Equal(0, await desk.Host.CachedAsync());
    }

    [Fact]
    [Trait("Hazard", "H-41")]
    public async Task ImportAsync_WindowIsInTheCache_AsksNobody()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(100), 30);

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(80) });

        Assert.Equal(FetchEnd.NotNeeded, result.FetchEnd);
        Assert.Equal(20, result.Counts.Inserted);
        Assert.Empty(desk.Phone.Requests);
    }

    [Fact]
    [Trait("Hazard", "H-41")]
    public async Task ImportAsync_WindowReachesFartherBackThanTheCache_AsksUntilItIsCovered()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(500));

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(380) });

        Assert.Equal(FetchEnd.Covered, result.FetchEnd);
        Assert.Equal(120, result.Counts.Inserted);
        Assert.Equal(3, desk.Phone.Requests.Count);

        // What lies before the window stays for a run that asks for it.
        Assert.Equal(31, await desk.Host.CachedAsync());
        Assert.Equal(FetchEnd.NotNeeded, (await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(360) })).FetchEnd);
        Assert.Equal(140, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_SoManyWanted_StopsWhenTheyAreThere()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(1000));

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { EnoughMessages = 100 });

        Assert.Equal((FetchEnd.Covered, 101L, 2), (result.FetchEnd, result.Counts.Inserted, result.FetchRequests));
    }

    [Fact]
    public async Task ImportAsync_OldestOfTheStoreIsAnAnchor_GoesOnFromThere()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(100), 10);
        await desk.ImportAsync(TicketDesk.Ticket with { Fetch = false });
        Assert.Equal(0, await desk.Host.CachedAsync());

        ImportResult result = await desk.ImportAsync();

        Assert.Equal("M00090", desk.Phone.Requests[0].Anchor.Id);
        Assert.Equal((FetchEnd.Exhausted, 90L), (result.FetchEnd, result.Counts.Inserted));
    }

    [Fact]
    [Trait("Hazard", "H-38")]
    public async Task ImportAsync_NothingKnownOfTheChat_InventsNoAnchor()
    {
        await using var desk = new TicketDesk();
        desk.AddChat(100);
        await desk.Host.ReceiveAsync(
            Some.Text("TIMELESS", time: null),
            Some.Text("AHEAD", time: desk.Time.GetUtcNow().AddHours(49).ToUnixTimeSeconds()),
            new HistoryMessage { RemoteJid = Some.Chat, Timestamp = Some.Time, Noise = "protocol" },
            Some.Amendment(AmendmentKind.Status, "ACKNOWLEDGED") with { Amendment = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = "ACKNOWLEDGED", Status = MessageStatus.Read } },
            Some.Text("OTHER", chat: "5511900000009@s.whatsapp.net"));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(FetchEnd.NoAnchor, result.FetchEnd);
        Assert.Empty(desk.Phone.Requests);
        Assert.Contains("WhatsApp can only be asked for what came before one", result.FetchReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AnchorTimeUnit.Seconds, 1)]
    [InlineData(AnchorTimeUnit.Milliseconds, 1000)]
    [Trait("Hazard", "H-39")]
    public async Task ImportAsync_UnitOfTheTime_IsAnOption(AnchorTimeUnit unit, long factor)
    {
        await using var desk = new TicketDesk(options => options.AnchorTimeUnit = unit);
        await desk.KnowNewestAsync(desk.AddChat(2));

        await desk.ImportAsync();

        FetchRequest request = Assert.Single(desk.Phone.Requests);
        Assert.Equal((Some.Time + 60, (Some.Time + 60) * factor), (request.Anchor.Timestamp, request.OldestMessageTime));
    }

    [Fact]
    [Trait("Hazard", "H-38")]
    public async Task ImportAsync_PhoneIsDeafToTheOldest_AsksBeforeTheNext()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(100);
        chat.DeafTo.Add("M00090");
        await desk.KnowNewestAsync(chat, 10);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 100), (result.FetchEnd, desk.Host.Rows().Count));
        Assert.Equal(["M00090", "M00091"], desk.Phone.Requests.Take(2).Select(request => request.Anchor.Id));
    }

    [Fact]
    [Trait("Hazard", "H-20")]
    public async Task ImportAsync_PhoneHasMovedToTheLid_AsksInThatSpelling()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(120);
        chat.AnswersTo = TicketDesk.Lid;
        await desk.Host.Inbox.ReceiveAsync(
            Some.Connection,
            new HistorySet { Messages = [chat.Messages[^1]], Claims = [JidClaim.TryCreate(TicketDesk.Lid, Some.Chat)!] });

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 120), (result.FetchEnd, desk.Host.Rows().Count));
        Assert.Equal([Some.Chat, TicketDesk.Lid], desk.Phone.Requests.Take(2).Select(request => request.Anchor.Chat));

        // From then on the anchors are spelled as they came.
        Assert.All(desk.Phone.Requests.Skip(1), request => Assert.Equal(TicketDesk.Lid, request.Anchor.Chat));
    }

    [Fact]
    public async Task ImportAsync_ClaimComesWithAPage_ReadsWhatWasCachedUnderTheOtherSpelling()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(30);
        await desk.Host.ReceiveAsync(Some.Text("UNDER-LID", chat: TicketDesk.Lid, time: Some.Time - 60));
        await desk.KnowNewestAsync(chat);
        desk.Phone.Mood = (request, _) => new PhoneMood
        {
            Instead = _ => chat.PageBefore(request.Anchor, 50)! with { Claims = [JidClaim.TryCreate(TicketDesk.Lid, Some.Chat)!] },
        };

        await desk.ImportAsync();

        Assert.Equal(31, desk.Host.Rows().Count);
        Assert.Equal(0, await desk.Host.CachedAsync());
    }

    [Fact]
    [Trait("Hazard", "H-50")]
    public async Task ImportAsync_ManyMessagesOfOneSecond_GoesOnFromTheOldestOfThem()
    {
        await using var desk = new TicketDesk();
        var chat = new PhoneChat { Spellings = [Some.Chat], Messages = [.. Enumerable.Range(0, 240).Select(i => Some.Text($"S{i:D3}"))] };
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 240), (result.FetchEnd, desk.Host.Rows().Count));
    }

    [Fact]
    [Trait("Hazard", "H-37")]
    public void Fetcher_Surface_HasOneVerb() => Assert.Equal(
        [nameof(IHistoryFetcher.FetchAsync)], typeof(IHistoryFetcher).GetMembers().Select(member => member.Name));
}
