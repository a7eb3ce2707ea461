using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>An answer that lost its id and its kind on the way is known by what it brings.</summary>
[Collection(ClockCollection.Name)]
[Trait("Hazard", "H-42")]
public sealed class RecognitionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_SocketDropsIdAndKindOfAnswers_IsAnsweredAtOnce(bool losesChats)
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { TellsRequestId = false, LosesSyncType = true, LosesChats = losesChats };
        await desk.KnowNewestAsync(desk.AddChat(151));
        DateTimeOffset started = desk.Time.GetUtcNow();

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Since = DateTimeOffset.FromUnixTimeSeconds(Some.Time) });

        Assert.Equal((FetchEnd.Covered, 3, 151), (result.FetchEnd, result.FetchRequests, desk.Host.Rows().Count));
        Assert.InRange(desk.Time.GetUtcNow() - started, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ImportAsync_EndIsAllThatIsLeftOfAnAnswer_IsHeard()
    {
        await using var desk = new TicketDesk();
        desk.Phone.Mood = (_, _) => new PhoneMood { TellsRequestId = false, LosesSyncType = true };
        await desk.KnowNewestAsync(desk.AddChat(1));
        DateTimeOffset started = desk.Time.GetUtcNow();

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 1), (result.FetchEnd, result.FetchRequests));
        Assert.InRange(desk.Time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(90)]
    public async Task ImportAsync_LiveMessagesComeWhileItWaits_AreNoAnswer(int minute)
    {
        await using var desk = new TicketDesk();
        HistoryMessage live = Some.Text("LIVE", time: Some.Time + 60 * minute);
        desk.Phone.Mood = (_, _) => new PhoneMood { TellsRequestId = false, Instead = _ => Some.Set(live), LosesSyncType = true };
        await desk.KnowNewestAsync(desk.AddChat(60), 1);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.TimedOut, 3), (result.FetchEnd, result.FetchRequests));
    }

    [Fact]
    public async Task ImportAsync_RecentHistoryOfThePairingComesWhileItWaits_IsNoAnswer()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(60);
        desk.Phone.Mood = (_, ordinal) => ordinal == 0
            ? new PhoneMood { TellsRequestId = false, Instead = _ => Some.Set(chat.Messages.Take(20)) with { SyncType = HistorySyncType.Recent } }
            : PhoneMood.Silent;
        await desk.KnowNewestAsync(chat, 1);
        DateTimeOffset started = desk.Time.GetUtcNow();

        await desk.ImportAsync();

        Assert.True(desk.Time.GetUtcNow() - started >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Receive_AnswerThatBearsTheIdComesAfterOneThatWasTakenForIt_TellsTheEnd()
    {
        var time = new ManualTimeProvider();
        var state = new InMemoryStateStore(time);
        var board = new FetchBoard(state, new StateWatcher(state, time), Some.Connection);
        var token = Guid.NewGuid();
        await board.OpenAsync(token, [Jid.Parse(Some.Chat)], Some.Time + 100, default);
        await board.NameAsync(token, "3EB0", default);

        Assert.True(await ReceiveAsync(state, board, Some.Set(Some.Text("OLDER", time: Some.Time + 50))));
        Assert.True(await ReceiveAsync(
            state,
            board,
            Some.Set(Some.Text("OLDEST")) with { RequestId = "3EB0", SyncType = HistorySyncType.OnDemand, Chats = [new HistoryChat { Id = Some.Chat, EndOfHistory = EndOfHistory.Exhausted }] }));

        PendingFetch answer = (await board.WaitAsync(token, TimeSpan.Zero, default))!;
        Assert.Equal((EndOfHistory.Exhausted, true, Some.Time), (answer.End, answer.IsByName, answer.Page!.From));
    }

    [Fact]
    public async Task Receive_RequestOfAnOlderVersion_IsAnsweredAsBefore()
    {
        var time = new ManualTimeProvider();
        var state = new InMemoryStateStore(time);
        var token = Guid.NewGuid();
        await state.TrySetAsync(
            Some.Connection, "fetch", System.Text.Encoding.UTF8.GetBytes($$"""{"Token":"{{token}}","Chats":["{{Some.Chat}}"],"RequestId":"3EB0","New":1}"""), 0);
        var board = new FetchBoard(state, new StateWatcher(state, time), Some.Connection);

        Assert.False(await ReceiveAsync(state, board, Some.Set(Some.Text("OLDER", time: 5))));
        Assert.True(await ReceiveAsync(state, board, Some.Set() with { RequestId = "3EB0" }));
    }

    static async Task<bool> ReceiveAsync(InMemoryStateStore state, FetchBoard board, HistorySet set)
    {
        bool answers = false;
        await StateChange.MakeAllAsync(state, Some.Connection, board.Receive(set, request => answers = request is not null) is { } change ? [change] : [], default);
        return answers;
    }
}
