using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What counts as progress of a run that asks, when a run that gets nowhere ends, and how long it waits.</summary>
[Collection(ClockCollection.Name)]
public sealed class FetchProgressTests
{
    static readonly ImportRequest _whole = TicketDesk.Ticket with { FillGaps = true, Since = Minute(50) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_RefusedButWhatWasWantedCameMeanwhile_IsCovered(bool isByTime)
    {
        TicketDesk? desk = null;
        IReadOnlyList<HistoryMessage> messages = TicketDesk.History(60);
        await using TicketDesk _ = desk = new TicketDesk(fetcher: async _ =>
        {
            await desk!.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(messages.Take(59)) with { SyncType = HistorySyncType.Recent });
            return FetchReply.NotReady("not now");
        });
        await desk.Host.ReceiveAsync(messages[59]);

        ImportResult result = await desk.ImportAsync(
            isByTime ? TicketDesk.Ticket with { Since = Minute(0) } : TicketDesk.Ticket with { EnoughMessages = 60 });

        Assert.Equal((FetchEnd.Covered, 60), (result.FetchEnd, desk.Host.Rows().Count));
    }

    [Fact]
    public async Task ImportAsync_RefusedAndNothingCame_TellsWhatTheSocketSaid()
    {
        await using var desk = new TicketDesk(fetcher: _ => Task.FromResult(FetchReply.NotSupported("This gateway keeps no history.")));
        await desk.KnowNewestAsync(desk.AddChat(2));

        Assert.Equal("This gateway keeps no history.", (await desk.ImportAsync()).FetchReason);
    }

    [Fact]
    public async Task ImportAsync_OnlyTryTellsTheEndAndBringsNothing_IsTheEnd()
    {
        await using var desk = new TicketDesk(options => options.FetchAttempts = 1);
        await desk.KnowNewestAsync(desk.AddChat(1));

        Assert.Equal(FetchEnd.Exhausted, (await desk.ImportAsync()).FetchEnd);
    }

    [Fact]
    public async Task ImportAsync_PersonInsistsAndThePhoneIsSilent_IsNotTheEndThatWasToldBefore()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(1));
        await desk.ImportAsync();
        desk.Phone.Mood = (_, _) => PhoneMood.Silent;

        Assert.Equal(FetchEnd.TimedOut, (await desk.ImportAsync(TicketDesk.Ticket with { Reopen = true })).FetchEnd);
    }

    [Fact]
    public async Task ImportAsync_AnswersWithNothingThoughAnOlderNoteIsKnown_AsksNoMoreOftenThanUsual()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Instead = _ => new HistorySet { SyncType = HistorySyncType.OnDemand } };
        await desk.Host.ReceiveAsync(Runs.Entry("note", 1, Some.Time, Some.Chat), Some.Text("M", time: Some.Time + 60));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.NoProgress, 3), (result.FetchEnd, result.FetchRequests));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public async Task ImportAsync_MuchOlderNoteIsKnown_GoesOnFromWhereTheAnswersReach(bool isSilentThenRepeatsItself, int requests)
    {
        await using var desk = new TicketDesk();
        var chat = new PhoneChat
        {
            Spellings = [Some.Chat],
            Messages = [.. Enumerable.Range(0, 82).Select(i => i is (> 0 and <= 20) or 81 ? Some.Text($"M{i:D5}", time: Some.Time + i) : Runs.Entry("note", i, Some.Time + i, Some.Chat))],
        };
        desk.Phone.Add(Some.Connection, chat);
        desk.Phone.Mood = (_, ordinal) => !isSilentThenRepeatsItself ? new PhoneMood()
            : ordinal == 1 ? PhoneMood.Silent
            : ordinal == 2 ? new PhoneMood { Instead = _ => Some.Set(chat.Messages[81]) with { SyncType = HistorySyncType.OnDemand } }
            : new PhoneMood();
        await desk.Host.ReceiveAsync(chat.Messages[0], chat.Messages[81]);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 21, requests), (result.FetchEnd, desk.Host.Rows().Count, result.FetchRequests));
    }

    [Fact]
    public async Task ImportAsync_EachAnswerIsMergedIntoAnotherSet_NotesAloneAreProgressAndNoFailure()
    {
        await using var desk = new TicketDesk(options => options.FetchFailureLimit = 2);
        desk.Phone.Mood = (_, _) => new PhoneMood { MergedInto = true, TellsRequestId = false };
        var chat = new PhoneChat { Spellings = [Some.Chat], Messages = Runs.Around("note", 10, 180, 1) };
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 4, 11), (result.FetchEnd, result.FetchRequests, desk.Host.Rows().Count));
    }

    [Fact]
    public async Task ImportAsync_GapClosesOtherwiseThoughThePhoneIsSilent_AsksNoMore()
    {
        await using var desk = Desk();
        PhoneChat chat = await AfterADowntimeAsync(desk, TicketDesk.History(300));
        desk.Phone.Mood = (_, _) => new PhoneMood { TellsRequestId = false, Instead = _ => Some.Set(chat.Messages) with { SyncType = HistorySyncType.Recent } };

        ImportResult result = await desk.ImportAsync(_whole);

        Assert.Equal((FetchEnd.Covered, 1, true), (result.FetchEnd, result.FetchRequests, result.Coverage!.IsWhole));
        Assert.Equal(250, desk.Host.Rows().Count);
    }

    [Fact]
    [Trait("Hazard", "H-50")]
    public async Task ImportAsync_GapOfManyMessagesOfOneSecond_IsAskedPageByPage()
    {
        await using var desk = Desk();
        await AfterADowntimeAsync(desk, [.. TicketDesk.History(100), .. Enumerable.Range(0, 120).Select(i => Some.Text($"S{i:D3}", time: Minute(299).ToUnixTimeSeconds()))]);

        ImportResult result = await desk.ImportAsync(_whole);

        Assert.Equal((FetchEnd.Covered, 3, true), (result.FetchEnd, result.FetchRequests, result.Coverage!.IsWhole));
        Assert.Equal(170, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_PagesOfAGapBringTheSameSecondInTurns_IsNoEndlessLoop()
    {
        await using var desk = Desk();
        PhoneChat chat = await AfterADowntimeAsync(desk, [.. TicketDesk.History(100), .. Enumerable.Range(0, 3).Select(i => Some.Text($"S{i:D3}", time: Minute(299).ToUnixTimeSeconds()))]);
        desk.Phone.Mood = (request, _) => new PhoneMood
        {
            Instead = _ => Some.Set(chat.Messages[request.Anchor.Id == "S002" ? 101 : 102]) with { SyncType = HistorySyncType.OnDemand },
        };

        ImportResult result = await desk.ImportAsync(_whole);

        Assert.Equal((FetchEnd.NoProgress, 4), (result.FetchEnd, result.FetchRequests));
    }

    [Fact]
    [Trait("Hazard", "H-45")]
    public async Task ImportAsync_SocketTakesLongToSend_TheAnswerIsNotWaitedForAnyLonger()
    {
        TicketDesk? desk = null;
        await using TicketDesk _ = desk = new TicketDesk(fetcher: async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), desk!.Time);
            return FetchReply.Requested("3EB0");
        });
        await desk.KnowNewestAsync(desk.AddChat(2));
        DateTimeOffset started = desk.Time.GetUtcNow();

        Assert.Equal(FetchEnd.TimedOut, (await desk.ImportAsync()).FetchEnd);
        Assert.InRange(desk.Time.GetUtcNow() - started, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(95));
    }

    [Fact]
    public async Task ImportAsync_AnotherTakesItsTurnWhileItWaits_CountsAsSilenceAndAsksAgainAfterwards()
    {
        var time = new ManualTimeProvider();
        var state = new InMemoryStateStore(time);
        await using var desk = new TicketDesk(state: state, time: time);
        desk.Phone.Mood = (_, ordinal) =>
        {
            if (ordinal == 0)
            {
                StateValue held = state.GetAsync(Some.Connection, "lease/fetch").AsTask().Result!;
                Assert.NotNull(state.TrySetAsync(Some.Connection, "lease/fetch", Guid.NewGuid().ToByteArray(), held.Version, TimeSpan.FromMinutes(3)).AsTask().Result);
            }

            return ordinal == 0 ? PhoneMood.Silent : new PhoneMood();
        };
        await desk.KnowNewestAsync(desk.AddChat(30));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, FetchEnd.Exhausted, 2, 30), (result.Outcome, result.FetchEnd, result.FetchRequests, desk.Host.Rows().Count));
    }

    static DateTimeOffset Minute(int i) => DateTimeOffset.FromUnixTimeSeconds(Some.Time + 60 * i);

    static TicketDesk Desk() => new(time: new ManualTimeProvider(Minute(100)));

    /// <summary>The first hundred came with a dump, the newest was sent while nobody was there.</summary>
    static async Task<PhoneChat> AfterADowntimeAsync(TicketDesk desk, IReadOnlyList<HistoryMessage> messages)
    {
        var chat = new PhoneChat { Spellings = [Some.Chat], Messages = messages };
        desk.Phone.Add(Some.Connection, chat);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(messages.Take(100)) with { SyncType = HistorySyncType.Recent });
        await desk.ImportAsync(_whole with { Fetch = false });
        desk.Time.Advance(TimeSpan.FromHours(6));
        await desk.KnowNewestAsync(chat);
        return chat;
    }
}
