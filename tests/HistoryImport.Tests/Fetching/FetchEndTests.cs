using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Every way a phone or a socket fails has its own end, and nothing that arrived is lost.</summary>
[Collection(ClockCollection.Name)]
public sealed class FetchEndTests
{
    [Theory]
    [InlineData(EndOfHistory.Exhausted, FetchEnd.Exhausted)]
    [InlineData(EndOfHistory.PhoneOnly, FetchEnd.PhoneOnly)]
    [InlineData(EndOfHistory.NoAccess, FetchEnd.NoAccess)]
    public async Task ImportAsync_PhoneTellsTheEnd_StopsAndAsksNoMoreUntilAPersonInsists(EndOfHistory told, FetchEnd end)
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(60);
        chat.End = told;
        await desk.KnowNewestAsync(chat, 20);

        Assert.Equal((end, 1), await EndAsync(desk));
        Assert.Equal((end, 0), await EndAsync(desk));
        Assert.Equal(60, desk.Host.Rows().Count);

        Assert.Equal((end, 1), await EndAsync(desk, TicketDesk.Ticket with { Reopen = true }));
    }

    [Fact]
    public async Task ImportAsync_EndToldByADumpLongAgo_AsksNobody()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(60);
        await desk.Host.Inbox.ReceiveAsync(
            Some.Connection,
            new HistorySet
            {
                SyncType = HistorySyncType.InitialBootstrap,
                Messages = [.. chat.Messages],
                Chats = [new HistoryChat { Id = Some.Chat, EndOfHistory = EndOfHistory.Exhausted }],
            });

        Assert.Equal((FetchEnd.Exhausted, 0), await EndAsync(desk));
    }

    [Fact]
    public async Task ImportAsync_EndToldByASetOfChatsAlone_AsksNobody()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(60));
        await desk.Host.Inbox.ReceiveAsync(
            Some.Connection, new HistorySet { Chats = [new HistoryChat { Id = Some.Chat, EndOfHistory = EndOfHistory.Exhausted }] });

        Assert.Equal((FetchEnd.Exhausted, 0), await EndAsync(desk));
    }

    [Fact]
    public async Task ImportAsync_WindowBeginsAfterWhatIsCached_AsksNobody()
    {
        await using var desk = new TicketDesk();
        await desk.KnowNewestAsync(desk.AddChat(60), 20);
        ImportRequest ticket = TicketDesk.Ticket with { Since = DateTimeOffset.FromUnixTimeSeconds(Some.Time + 60 * 50 + 30) };

        Assert.Equal((FetchEnd.NotNeeded, 0), await EndAsync(desk, ticket));
        Assert.Equal(9, desk.Host.Rows().Count);
    }

    [Theory]
    [InlineData(FetchStatus.NotSupported, FetchEnd.NotSupported)]
    [InlineData(FetchStatus.NotReady, FetchEnd.NotReady)]
    public async Task ImportAsync_SocketCannotSend_SaysSoAndImportsWhatIsThere(FetchStatus socket, FetchEnd end)
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Socket = socket };
        await desk.KnowNewestAsync(desk.AddChat(60), 20);

        Assert.Equal((end, 0), await EndAsync(desk));
        Assert.Equal(20, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_FetcherThrows_IsNotReady()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Throws = true };
        await desk.KnowNewestAsync(desk.AddChat(60));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, FetchEnd.NotReady), (result.Outcome, result.FetchEnd));
        Assert.Contains(nameof(InvalidOperationException), result.FetchReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_NoFetcher_IsNotSupported()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync(TicketDesk.Ticket);

        Assert.Equal((FetchEnd.NotSupported, 1L), (result.FetchEnd, result.Counts.Inserted));
    }

    [Fact]
    [Trait("Hazard", "H-42")]
    [Trait("Hazard", "H-45")]
    public async Task ImportAsync_Silence_TimesOutWithItsLikelyCauses()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => PhoneMood.Silent;
        await desk.KnowNewestAsync(desk.AddChat(60), 20);
        DateTimeOffset started = desk.Time.GetUtcNow();

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, FetchEnd.TimedOut, 3), (result.Outcome, result.FetchEnd, result.FetchRequests));
        Assert.All(["phone is offline", "shouldSyncHistoryMessage", "own account", "unit"], cause => Assert.Contains(cause, result.FetchReason, StringComparison.Ordinal));
        Assert.InRange(desk.Time.GetUtcNow() - started, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(100));
    }

    [Fact]
    [Trait("Hazard", "H-42")]
    public async Task ImportAsync_AnswerComesLate_IsKeptForTheNextImport()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, ordinal) => ordinal == 0 ? new PhoneMood { Answers = [TimeSpan.FromMinutes(10)] } : PhoneMood.Silent;
        await desk.KnowNewestAsync(desk.AddChat(40));
        Assert.Equal((FetchEnd.TimedOut, 3), await EndAsync(desk));

        desk.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((FetchEnd.Exhausted, 0), await EndAsync(desk));
        Assert.Equal(40, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_GatewayAnswersAtOnce_TakesThePathOfEverythingElse()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Socket = FetchStatus.Answered };
        await desk.KnowNewestAsync(desk.AddChat(300));

        Assert.Equal((FetchEnd.Exhausted, 6), await EndAsync(desk));
        Assert.Equal(300, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_GatewayAnswersTooLate_KeepsTheAnswer()
    {
        var late = new TaskCompletionSource<FetchReply>();
        await using var desk = new TicketDesk(fetcher: new Func<FetchRequest, Task<FetchReply>>(_ => late.Task));
        PhoneChat chat = desk.AddChat(40);
        await desk.KnowNewestAsync(chat);
        Assert.Equal((FetchEnd.TimedOut, 3), await EndAsync(desk));

        late.SetResult(new FetchReply(FetchStatus.Answered) { Set = chat.PageBefore(new MessageAnchor(Some.Chat, "M00039", true, 0), 50) });

        Assert.True(SpinWait.SpinUntil(() => desk.Host.CachedAsync().Result >= 39, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_AnswersWithNothing_MakesNoProgress(bool withChat)
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood
        {
            Instead = _ => new HistorySet { SyncType = HistorySyncType.OnDemand, Chats = withChat ? [new HistoryChat { Id = Some.Chat }] : [] },
        };
        await desk.KnowNewestAsync(desk.AddChat(60));

        Assert.Equal((FetchEnd.NoProgress, 3), await EndAsync(desk));
    }

    [Fact]
    [Trait("Hazard", "H-50")]
    public async Task ImportAsync_AnswersWithWhatIsKnown_MakesNoProgress()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(60);
        desk.Phone.Mood = (_, _) => new PhoneMood
        {
            Instead = _ => new HistorySet
            {
                SyncType = HistorySyncType.OnDemand,
                Messages = [.. chat.Messages.TakeLast(20)],
                Chats = [new HistoryChat { Id = Some.Chat, EndOfHistory = EndOfHistory.MoreRemain }],
            },
        };
        await desk.KnowNewestAsync(chat, 20);

        Assert.Equal((FetchEnd.NoProgress, 3), await EndAsync(desk));
        Assert.Equal(20, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_BufferLosesChatsAndIds_GoesOnAsLongAsOlderMessagesCome()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { LosesChats = true, TellsRequestId = false };
        await desk.KnowNewestAsync(desk.AddChat(220));

        Assert.Equal((FetchEnd.NoProgress, 8), await EndAsync(desk));
        Assert.Equal(220, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_BufferMergedTheAnswerIntoAnotherSet_FindsItWhenTheTimeIsOver()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { MergedInto = true, TellsRequestId = false };
        await desk.KnowNewestAsync(desk.AddChat(120));

        (FetchEnd end, _) = await EndAsync(desk);

        Assert.Equal(120, desk.Host.Rows().Count);
        Assert.Equal(FetchEnd.Exhausted, end);
    }

    [Fact]
    [Trait("Hazard", "H-21")]
    public async Task ImportAsync_AnswerIsAboutAnotherChat_StaysThereAndAnswersNobody()
    {
        const string Other = "5511900000009@s.whatsapp.net";
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood
        {
            TellsRequestId = false,
            Instead = _ => new HistorySet
            {
                SyncType = HistorySyncType.OnDemand,
                Messages = TicketDesk.History(10, Other, "O"),
                Chats = [new HistoryChat { Id = Other, EndOfHistory = EndOfHistory.Exhausted }],
            },
        };
        await desk.KnowNewestAsync(desk.AddChat(60));

        Assert.Equal((FetchEnd.TimedOut, 3), await EndAsync(desk));
        Assert.Single(desk.Host.Rows());
        Assert.Equal(30, await desk.Host.CachedAsync());
    }

    [Fact]
    [Trait("Hazard", "H-21")]
    [Trait("Hazard", "H-22")]
    public async Task ImportAsync_AnotherConnectionReceivesTheSameRequestId_AnswersNobody()
    {
        await using var desk = new TicketDesk();
        var other = new ConnectionKey("other", "support");
        PhoneChat chat = desk.AddChat(60);
        desk.Phone.Mood = (request, ordinal) => new PhoneMood
        {
            Instead = _ =>
            {
                HistorySet stolen = chat.PageBefore(request.Anchor, 50)! with { RequestId = $"3EB0{request.Connection.Name}-{ordinal}" };
                desk.Host.Inbox.ReceiveAsync(other, stolen).AsTask().Wait();
                return new HistorySet { SyncType = HistorySyncType.PushName };
            },
            TellsRequestId = false,
        };
        await desk.KnowNewestAsync(chat);

        Assert.Equal((FetchEnd.TimedOut, 3), await EndAsync(desk));
        Assert.Single(desk.Host.Rows());
    }

    [Fact]
    public async Task ImportAsync_EveryAnswerComesSeveralTimes_EchoesAnswerNobodyElse()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Answers = [.. Enumerable.Range(1, 4).Select(i => TimeSpan.FromSeconds(i))] };
        await desk.KnowNewestAsync(desk.AddChat(1001));

        Assert.Equal((FetchEnd.Exhausted, 20), await EndAsync(desk));
        Assert.Equal(1001, desk.Host.Rows().Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_BreaksOffWhileFetching_ClaimsNoEndOfFetching(bool cancelled)
    {
        using var cancel = new CancellationTokenSource();
        var store = new InMemoryMessageStore();
        await using var desk = new TicketDesk(store: store);
        var sink = new RecordingProgressSink();
        desk.Phone.Mood = (_, ordinal) =>
        {
            if (ordinal == 2 && cancelled)
            {
                cancel.Cancel();
            }

            store.BeforeUpsert = ordinal == 2 ? _ => throw new HistoryStorageException("The disk is full.") : null;
            return new PhoneMood();
        };
        await desk.KnowNewestAsync(desk.AddChat(300));

        await Task.WhenAny(desk.ImportAsync(TicketDesk.Ticket with { ProgressSink = sink }, cancel.Token));

        ImportResult result = sink.Reports[^1].Result!;
        Assert.Equal(cancelled ? ImportOutcome.Cancelled : ImportOutcome.Failed, result.Outcome);
        Assert.Equal((null, 3, 101L), (result.FetchEnd, result.FetchRequests, result.Counts.Inserted));
    }

    [Fact]
    public async Task ImportAsync_AnswerIsThereBeforeItsId_IsSeen()
    {
        TicketDesk? host = null;
        await using TicketDesk desk = host = new TicketDesk(fetcher: async _ =>
        {
            await host!.Host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { RequestId = "EARLY" });
            return new FetchReply(FetchStatus.Requested) { RequestId = "EARLY" };
        });
        await desk.KnowNewestAsync(desk.AddChat(2));

        Assert.Equal((FetchEnd.NoProgress, 3), await EndAsync(desk));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Hazard", "H-21")]
    public async Task ImportAsync_SocketTellsNoIdButTheAnswerHasOne_IsAnsweredByItsChat(bool early)
    {
        await using TicketDesk desk = Unnamed(Some.Connection, Some.Chat, early);
        DateTimeOffset started = desk.Time.GetUtcNow();
        await desk.KnowNewestAsync(desk.AddChat(2));

        Assert.Equal((FetchEnd.Exhausted, 1), await EndAsync(desk));
        Assert.InRange(desk.Time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [Trait("Hazard", "H-21")]
    public async Task ImportAsync_SocketTellsNoIdAndTheAnswerIsNotOurs_IsNotAnswered(bool isOtherConnection, bool early)
    {
        await using TicketDesk desk = isOtherConnection
            ? Unnamed(new ConnectionKey("other", "support"), Some.Chat, early)
            : Unnamed(Some.Connection, "5511900000009@s.whatsapp.net", early);
        await desk.KnowNewestAsync(desk.AddChat(2));

        Assert.Equal((FetchEnd.TimedOut, 3), await EndAsync(desk));
    }

    // A socket that does not tell the id of its request, and a phone whose answer carries one.
    static TicketDesk Unnamed(ConnectionKey receiver, string chat, bool early)
    {
        TicketDesk? desk = null;
        return desk = new TicketDesk(fetcher: async _ =>
        {
            Task answered = AnswerAsync();
            await (early ? answered : Task.CompletedTask);
            return new FetchReply(FetchStatus.Requested);
        });

        async Task AnswerAsync()
        {
            await (early ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds(1), desk!.Time));
            await desk!.Host.Inbox.ReceiveAsync(
                receiver,
                new HistorySet
                {
                    RequestId = "3EB0",
                    SyncType = HistorySyncType.OnDemand,
                    Chats = [new HistoryChat { Id = chat, EndOfHistory = EndOfHistory.Exhausted }],
                });
        }
    }

    static async Task<(FetchEnd End, int Requests)> EndAsync(TicketDesk desk, ImportRequest? request = null)
    {
        ImportResult result = await desk.ImportAsync(request);
        Assert.NotEqual("", result.FetchReason);
        return (result.FetchEnd!.Value, result.FetchRequests);
    }
}
