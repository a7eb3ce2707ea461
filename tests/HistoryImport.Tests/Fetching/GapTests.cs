using System.Text.Json;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What is known of a window, and how a ticket that wants it whole closes its gaps.</summary>
[Collection(ClockCollection.Name)]
public sealed class GapTests
{
    static readonly ImportRequest _whole = TicketDesk.Ticket with { FillGaps = true };

    [Fact]
    [Trait("Hazard", "H-41")]
    public async Task ImportAsync_GapOfADowntime_IsFilledFromItsNewerSideUntilItCloses()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, 300, known: 100);

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(50) });

        Assert.Equal(FetchEnd.Covered, result.FetchEnd);
        Assert.Equal(250, desk.Host.Rows().Count);
        Assert.Equal(4, result.FetchRequests);
        Assert.Equal("M00299", desk.Phone.Requests[0].Anchor.Id);
        Assert.True(result.Coverage!.IsWhole);
        Assert.Equal(new HistorySpan(Minute(50), Minute(299)), Assert.Single(result.Coverage.Spans));
    }

    [Fact]
    public async Task ImportAsync_GapIsNotWantedFilled_SaysThatItIsThere()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, 300, known: 100);

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(50) });

        Assert.Equal((FetchEnd.NotNeeded, 0), (result.FetchEnd, result.FetchRequests));
        Assert.Contains("gaps", result.FetchReason, StringComparison.Ordinal);
        Assert.False(result.Coverage!.IsWhole);
        Assert.Equal(new HistoryGap(Minute(100), Minute(299), GapCause.Downtime), Assert.Single(result.Coverage.Gaps));
    }

    [Fact]
    public async Task ImportAsync_GapBeforeTheWindow_AsksNobody()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, 300, known: 100);

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(299) });

        Assert.Equal((FetchEnd.NotNeeded, 0, true), (result.FetchEnd, result.FetchRequests, result.Coverage!.IsWhole));
    }

    [Fact]
    public async Task ImportAsync_WholeWindowIsThere_AsksNobodyTheSecondTime()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, 300, known: 100);
        await desk.ImportAsync(_whole with { Since = Minute(50) });

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(50) });

        Assert.Equal((FetchEnd.NotNeeded, 0, true), (result.FetchEnd, result.FetchRequests, result.Coverage!.IsWhole));
    }

    [Fact]
    public async Task ImportAsync_QuietWeek_IsNoGap()
    {
        await using var desk = Desk();
        PhoneChat chat = desk.AddChat(40);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(chat.Messages) with { SyncType = HistorySyncType.Recent });
        desk.Time.Advance(TimeSpan.FromDays(7));
        await desk.Host.ReceiveAsync(Some.Text("AFTER-A-WEEK", time: desk.Time.GetUtcNow().ToUnixTimeSeconds()));

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(10) });

        Assert.Equal((FetchEnd.NotNeeded, 0, true), (result.FetchEnd, result.FetchRequests, result.Coverage!.IsWhole));
    }

    [Fact]
    public async Task ImportAsync_MessageComesLateThoughSomebodyWasThere_IsNoGap()
    {
        await using var desk = Desk();
        PhoneChat chat = desk.AddChat(200);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(chat.Messages.Take(100)) with { SyncType = HistorySyncType.Recent });
        for (int minutes = 0; minutes < 120; minutes += 10)
        {
            desk.Time.Advance(TimeSpan.FromMinutes(10));
            await desk.Host.ReceiveAsync(Some.Text("OTHER" + minutes, chat: "5511900000009@s.whatsapp.net", time: desk.Time.GetUtcNow().ToUnixTimeSeconds()));
        }

        await desk.Host.ReceiveAsync(chat.Messages[150]);

        Assert.Empty((await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(50) })).Coverage!.Gaps);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportAsync_GapWithNothingInIt_ClosesWithOneRequest(bool isFork)
    {
        await using var desk = Desk();
        var chat = new PhoneChat { Spellings = [Some.Chat], Messages = [.. TicketDesk.History(100), Some.Text("NEWEST", time: Minute(200).ToUnixTimeSeconds())] };
        desk.Phone.Add(Some.Connection, chat);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(chat.Messages.Take(100)) with { SyncType = HistorySyncType.Recent });
        desk.Time.Advance(TimeSpan.FromHours(6));
        await desk.KnowNewestAsync(chat);
        if (isFork)
        {
            desk.Phone.Mood = (_, _) => new PhoneMood { TellsRequestId = false, LosesSyncType = true, LosesChats = true };
        }

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(50) });

        Assert.Equal((FetchEnd.Covered, 1, true), (result.FetchEnd, result.FetchRequests, result.Coverage!.IsWhole));
        Assert.Equal(51, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_TwoGaps_TheNewerIsFilledFirst()
    {
        await using var desk = Desk();
        var chat = new PhoneChat
        {
            Spellings = [Some.Chat],
            Messages = [.. TicketDesk.History(400).Select((message, i) => i < 200 ? message : message with { Timestamp = message.Timestamp + 36_000 })],
        };
        desk.Phone.Add(Some.Connection, chat);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(chat.Messages.Take(100)) with { SyncType = HistorySyncType.Recent });
        desk.Time.Advance(TimeSpan.FromHours(6));
        await desk.Host.ReceiveAsync(chat.Messages[199]);
        desk.Time.Advance(TimeSpan.FromDays(2));
        await desk.Host.ReceiveAsync(chat.Messages[399]);

        ImportResult before = await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(50) });
        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(50) });

        Assert.Equal([GapCause.Downtime, GapCause.Downtime], before.Coverage!.Gaps.Select(gap => gap.Cause));
        Assert.Equal((FetchEnd.Covered, true), (result.FetchEnd, result.Coverage!.IsWhole));
        Assert.Equal(350, desk.Host.Rows().Count);
        Assert.Equal(["M00399", "M00349"], desk.Phone.Requests.Take(2).Select(request => request.Anchor.Id));
    }

    [Fact]
    public async Task ImportAsync_BudgetEndsWithinAGap_TheNextRunGoesOnFromThere()
    {
        await using var desk = Desk(options => options.FetchesPerChatPerHour = 2);
        await AfterADowntimeAsync(desk, 300, known: 100);
        ImportResult first = await desk.ImportAsync(_whole with { Since = Minute(50) });
        desk.Time.Advance(TimeSpan.FromHours(2));

        ImportResult second = await desk.ImportAsync(_whole with { Since = Minute(50) });

        Assert.Equal((FetchEnd.BudgetUsed, 2), (first.FetchEnd, first.FetchRequests));
        Assert.Equal(new HistoryGap(Minute(100), Minute(199), GapCause.Downtime), Assert.Single(first.Coverage!.Gaps));
        Assert.Equal((FetchEnd.Covered, 2, true), (second.FetchEnd, second.FetchRequests, second.Coverage!.IsWhole));
        Assert.Equal(250, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_PhoneHasNothingInTheGap_SaysSoAndAsksNoMoreUntilAPersonInsists()
    {
        await using var desk = Desk();
        PhoneChat chat = await AfterADowntimeAsync(desk, 300, known: 100);
        var newPhone = new PhoneChat { Spellings = chat.Spellings, Messages = [.. chat.Messages.TakeLast(30)] };
        desk.Phone.Mood = (request, _) => new PhoneMood { Instead = _ => newPhone.PageBefore(request.Anchor, request.Count)! };

        ImportResult first = await desk.ImportAsync(_whole with { Since = Minute(50) });
        ImportResult second = await desk.ImportAsync(_whole with { Since = Minute(50) });
        ImportResult insisting = await desk.ImportAsync(_whole with { Since = Minute(50), Reopen = true });

        Assert.Equal((FetchEnd.Exhausted, 1), (first.FetchEnd, first.FetchRequests));
        Assert.Equal(new HistoryGap(Minute(100), Minute(270), GapCause.NotOnPhone), Assert.Single(first.Coverage!.Gaps));
        Assert.Equal(0, second.FetchRequests);
        Assert.Contains("set Reopen", second.FetchReason, StringComparison.Ordinal);
        Assert.False(second.Coverage!.IsWhole);
        Assert.InRange(insisting.FetchRequests, 1, 3);
    }

    [Fact]
    public async Task ImportAsync_AnswersToAnEarlierRequestComeInTheGap_CloseNothing()
    {
        await using var desk = Desk();
        PhoneChat chat = await AfterADowntimeAsync(desk, 300, known: 100);
        HistorySet older = chat.PageBefore(new MessageAnchor(Some.Chat, "M00060", true, 0), 20)!;
        desk.Phone.Mood = (_, ordinal) => ordinal == 0
            ? new PhoneMood { TellsRequestId = false, Instead = _ => older }
            : new PhoneMood();

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(30) });

        Assert.Equal((FetchEnd.Covered, true), (result.FetchEnd, result.Coverage!.IsWhole));
        Assert.Equal(270, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_NothingReachesTheWindow_SaysHowFarItIsCovered()
    {
        await using var desk = Desk();
        desk.Phone.Mood = (_, ordinal) => ordinal == 0 ? new PhoneMood() : PhoneMood.Silent;
        await desk.KnowNewestAsync(desk.AddChat(300));

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(100) });

        Assert.Equal(FetchEnd.TimedOut, result.FetchEnd);
        Assert.Equal(new HistorySpan(Minute(249), Minute(299)), Assert.Single(result.Coverage!.Spans));
        Assert.Equal(new HistoryGap(Minute(100), Minute(249), GapCause.NotReached), Assert.Single(result.Coverage.Gaps));
    }

    [Fact]
    public async Task ImportAsync_PhoneHasNoOlder_IsWholeFromTheVeryBeginning()
    {
        await using var desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(60));

        ImportResult result = await desk.ImportAsync();

        Assert.True(result.Coverage!.IsWhole);
        Assert.Equal(new HistorySpan(null, Minute(59)), Assert.Single(result.Coverage.Spans));
    }

    [Fact]
    public async Task ImportAsync_ChatTurnsOutToBeTwo_TakesTheUnion()
    {
        await using var desk = Desk();
        PhoneChat chat = await AfterADowntimeAsync(desk, 300, known: 100);
        await desk.ImportAsync(_whole with { Since = Minute(50) });
        await desk.Host.Inbox.ReceiveAsync(
            Some.Connection,
            new HistorySet { SyncType = HistorySyncType.OnDemand, Claims = [JidClaim.TryCreate(TicketDesk.Lid, Some.Chat)!], Messages = [chat.Messages[40] with { RemoteJid = TicketDesk.Lid }] });

        ImportResult result = await desk.ImportAsync(_whole with { Since = Minute(45), Chats = [Jid.Parse(TicketDesk.Lid)] });

        Assert.Equal((FetchEnd.NotNeeded, true), (result.FetchEnd, result.Coverage!.IsWhole));
    }

    [Fact]
    public async Task ForgetAsync_CoverageOfAChat_IsForgottenToo()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, 300, known: 100);
        await desk.Host.Inbox.ForgetAsync(Some.Connection);
        await desk.Host.ReceiveAsync(Some.Text("NEW", time: desk.Time.GetUtcNow().ToUnixTimeSeconds()));

        ImportResult result = await desk.ImportAsync(_whole with { Fetch = true, Since = Minute(50) });

        Assert.DoesNotContain(result.Coverage!.Gaps, gap => gap.Cause != GapCause.NotReached);
    }

    /// <summary>A host died while it waited for a page; the page comes to the next one.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task ImportAsync_PageOfARequestWhoseHostDied_IsCoveredIfItBearsTheId(bool bearsId, bool isWhole)
    {
        var time = new ManualTimeProvider(Minute(1000));
        var state = new InMemoryStateStore(time);
        await using var desk = new TicketDesk(state: state, time: time);
        PhoneChat chat = desk.AddChat(300);
        await desk.KnowNewestAsync(chat);
        await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(200) });
        HistoryMessage oldest = chat.Messages[199];
        var board = new FetchBoard(state, new StateWatcher(state, time), Some.Connection);
        Guid token = Guid.NewGuid();
        await board.OpenAsync(token, [Jid.Parse(Some.Chat)], oldest.Timestamp!.Value, default);
        await board.NameAsync(token, "ASKED", default);

        HistorySet page = chat.PageBefore(new MessageAnchor(Some.Chat, oldest.Id!, oldest.FromMe, oldest.Timestamp.Value), 50)!;
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, page with { RequestId = bearsId ? "ASKED" : null });
        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(150) });

        Assert.Equal((0, isWhole), (result.FetchRequests, result.Coverage!.IsWhole));
        Assert.Equal(isWhole ? 0 : 1, result.Coverage.Gaps.Count);
    }

    [Fact]
    public async Task Coverage_Json_ComesBackTheSame()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, 300, known: 100);
        HistoryCoverage coverage = (await desk.ImportAsync(TicketDesk.Ticket with { Since = Minute(50) })).Coverage!;

        HistoryCoverage back = JsonSerializer.Deserialize<HistoryCoverage>(JsonSerializer.Serialize(coverage))!;

        Assert.Equal(coverage.Spans, back.Spans);
        Assert.Equal(coverage.Gaps, back.Gaps);
        Assert.Equal(coverage.IsWhole, back.IsWhole);
        Assert.Equal("HistoryCoverage { IsWhole = False }", back.ToString());
    }

    static DateTimeOffset Minute(int i) => DateTimeOffset.FromUnixTimeSeconds(Some.Time + 60 * i);

    // Its clock shows the time at which the hundredth message has come.
    static TicketDesk Desk(Action<HistoryImportOptions>? configure = null) => new(configure, time: new ManualTimeProvider(Minute(100)));

    /// <summary>A phone with so many messages: the first came with a dump, the last was sent while nobody was there, and came later.</summary>
    static async Task<PhoneChat> AfterADowntimeAsync(TicketDesk desk, int messages, int known)
    {
        PhoneChat chat = desk.AddChat(messages);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(chat.Messages.Take(known)) with { SyncType = HistorySyncType.Recent });
        await desk.ImportAsync(TicketDesk.Ticket with { Fetch = false, Since = Minute(50) });
        desk.Time.Advance(TimeSpan.FromHours(6));
        await desk.KnowNewestAsync(chat);
        return chat;
    }
}
