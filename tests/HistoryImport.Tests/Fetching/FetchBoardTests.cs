using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Which set answers the request that waits, and what it tells.</summary>
[Trait("Hazard", "H-42")]
public sealed class FetchBoardTests
{
    const string Other = "5511900000009@s.whatsapp.net";

    readonly InMemoryStateStore _state;
    readonly FetchBoard _board;
    readonly Guid _token = Guid.NewGuid();

    public FetchBoardTests()
    {
        var time = new ManualTimeProvider();
        _state = new(time);
        _board = new FetchBoard(_state, new StateWatcher(_state, time), Some.Connection);
    }

    [Fact]
    public async Task Receive_SameAnswerAgain_AnswersOnceAndTheFirstStands()
    {
        await OpenAsync("3EB0");
        HistorySet answer = OnDemand(50) with { RequestId = "3EB0" };

        Assert.True(await ReceiveAsync(answer));
        Assert.False(await ReceiveAsync(answer with { Messages = [At(20)] }));
        Assert.False(await ReceiveAsync(OnDemand(10)));

        Assert.Equal((Some.Time + 50, true), await AnswerAsync());
    }

    [Fact]
    public async Task Receive_AnswerWasTakenForItAlready_AnotherGuessChangesNothing()
    {
        await OpenAsync("3EB0");

        Assert.True(await ReceiveAsync(OnDemand(50)));
        Assert.False(await ReceiveAsync(OnDemand(20)));

        Assert.Equal((Some.Time + 50, false), await AnswerAsync());
    }

    [Fact]
    public async Task Receive_IdOfAnotherRequestAboutTheSameChat_AnswersNobody()
    {
        await OpenAsync("3EB0");

        Assert.False(await ReceiveAsync(OnDemand(50) with { RequestId = "3EB1" }));
        Assert.Null(await AnswerAsync());
    }

    [Fact]
    public async Task Receive_HistoryOfAnotherKindThatBearsTheId_Answers()
    {
        await OpenAsync("3EB0");

        Assert.True(await ReceiveAsync(Some.Set(At(50)) with { RequestId = "3EB0", SyncType = HistorySyncType.Recent }));
    }

    [Theory]
    [InlineData(Some.Chat, null, null, true)]
    [InlineData(Other, Some.Chat, null, true)]
    [InlineData(Other, null, Some.Chat, true)]
    [InlineData(Other, null, null, false)]
    public async Task Receive_OnDemandWithoutAnId_AnswersIfItNamesTheChatByAnyOfItsJids(string id, string? number, string? lid, bool isAnswer)
    {
        await OpenAsync(null);
        var chat = new HistoryChat { Id = id, NumberJid = number, LidJid = lid, EndOfHistory = EndOfHistory.PhoneOnly };

        Assert.Equal(isAnswer, await ReceiveAsync(new HistorySet { SyncType = HistorySyncType.OnDemand, Chats = [chat] }));
        Assert.Equal(isAnswer ? EndOfHistory.PhoneOnly : null, (await _board.WaitAsync(_token, TimeSpan.Zero, default))?.End);
    }

    [Theory]
    [InlineData(Some.Chat, null, true)]
    [InlineData(Other, Some.Chat, true)]
    [InlineData(Other, null, false)]
    public async Task Receive_OnDemandWithoutAnIdOrChats_AnswersIfItsMessagesAreOfTheChat(string remote, string? conversation, bool isAnswer)
    {
        await OpenAsync(null);
        HistoryMessage message = At(50) with { RemoteJid = remote, ConversationId = conversation };

        Assert.Equal(isAnswer, await ReceiveAsync(Some.Set(message) with { SyncType = HistorySyncType.OnDemand }));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public async Task Receive_LostItsIdAndItsKind_AnswersIfItBringsWhatIsOlder(long seconds, bool isAnswer)
    {
        await OpenAsync(null);

        Assert.Equal(isAnswer, await ReceiveAsync(Some.Set(At(seconds))));
    }

    [Theory]
    [InlineData(EndOfHistory.Exhausted, true)]
    [InlineData(EndOfHistory.MoreRemain, false)]
    public async Task Receive_LostItsIdAndItsKindAndBringsNothing_AnswersIfItTellsAnEnd(EndOfHistory end, bool isAnswer)
    {
        await OpenAsync(null);

        Assert.Equal(isAnswer, await ReceiveAsync(new HistorySet { Chats = [new HistoryChat { Id = Some.Chat, EndOfHistory = end }] }));
    }

    [Fact]
    public async Task NameAsync_AsManyAnswersCameEarlyAsAreRemembered_TheFirstIsFound()
    {
        await _board.OpenAsync(_token, [Jid.Parse(Some.Chat)], Some.Time + 100, default);
        for (int i = 0; i < 16; i++)
        {
            Assert.False(await ReceiveAsync(OnDemand(50 - i) with { RequestId = $"EARLY{i}" }));
        }

        await _board.NameAsync(_token, "EARLY0", default);

        Assert.Equal((Some.Time + 50, true), await AnswerAsync());
    }

    [Fact]
    public async Task NameAsync_SameAnswerCameEarlyTwice_TheFirstStands()
    {
        await _board.OpenAsync(_token, [Jid.Parse(Some.Chat)], Some.Time + 100, default);
        await ReceiveAsync(OnDemand(50) with { RequestId = "EARLY" });
        await ReceiveAsync(OnDemand(20) with { RequestId = "EARLY" });

        await _board.NameAsync(_token, "EARLY", default);

        Assert.Equal((Some.Time + 50, true), await AnswerAsync());
    }

    [Fact]
    public async Task NameAsync_SocketTellsNoIdAndTheAnswerCameEarly_IsTakenByItsChat()
    {
        await _board.OpenAsync(_token, [Jid.Parse(Some.Chat)], Some.Time + 100, default);
        await ReceiveAsync(OnDemand(50) with { RequestId = "OTHER", Messages = [At(50) with { RemoteJid = Other }] });
        await ReceiveAsync(OnDemand(20) with { RequestId = "OURS" });

        await _board.NameAsync(_token, null, default);

        Assert.Equal((Some.Time + 20, false), await AnswerAsync());
    }

    [Fact]
    public async Task NameAsync_AnotherRequestIsOnItsWay_ChangesNothing()
    {
        await OpenAsync("3EB0");
        await _board.NameAsync(Guid.NewGuid(), "3EB1", default);
        await _board.CloseAsync(Guid.NewGuid(), default);

        Assert.False(await ReceiveAsync(OnDemand(50) with { RequestId = "3EB1" }));
        Assert.True(await ReceiveAsync(OnDemand(50) with { RequestId = "3EB0" }));
    }

    [Fact]
    public void EndIn_ChatStandsInTheSetTwice_IsWhatItSaysLast()
    {
        HistorySet set = new()
        {
            Chats = [.. new EndOfHistory?[] { EndOfHistory.MoreRemain, EndOfHistory.Exhausted, null }.Select(end => new HistoryChat { Id = Some.Chat, EndOfHistory = end })],
        };

        Assert.Equal(EndOfHistory.Exhausted, FetchBoard.EndIn(set, [Some.Chat]));
        Assert.Null(FetchBoard.EndIn(set, [Other]));
    }

    async ValueTask OpenAsync(string? requestId)
    {
        await _board.OpenAsync(_token, [Jid.Parse(Some.Chat)], Some.Time + 100, default);
        await _board.NameAsync(_token, requestId, default);
    }

    async Task<bool> ReceiveAsync(HistorySet set)
    {
        bool answers = false;
        await StateChange.MakeAllAsync(_state, Some.Connection, _board.Receive(set, request => answers = request is not null) is { } change ? [change] : [], default);
        return answers;
    }

    async Task<(long From, bool IsByName)?> AnswerAsync() =>
        await _board.WaitAsync(_token, TimeSpan.Zero, default) is { } answer ? (answer.Page!.From, answer.IsByName) : null;

    static HistorySet OnDemand(long seconds) => Some.Set(At(seconds)) with { SyncType = HistorySyncType.OnDemand };

    static HistoryMessage At(long seconds) => Some.Text($"M{seconds}", time: Some.Time + seconds);
}
