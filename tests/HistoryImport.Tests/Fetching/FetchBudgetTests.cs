using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Each request shows on somebody's phone: how many there may be, and how that outlives a restart.</summary>
[Collection(ClockCollection.Name)]
public sealed class FetchBudgetTests
{
    [Fact]
    public async Task ImportAsync_ChatHasAskedItsShareOfTheHour_WaitsForTheNext()
    {
        await using var desk = new TicketDesk(options => options.FetchesPerChatPerHour = 2);
        await desk.KnowNewestAsync(desk.AddChat(300));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.BudgetUsed, 2, 101L), (result.FetchEnd, result.FetchRequests, result.Counts.Inserted));
        Assert.Contains("chat", result.FetchReason, StringComparison.Ordinal);
        Assert.Equal((FetchEnd.BudgetUsed, 0), await EndAsync(desk));

        desk.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((FetchEnd.BudgetUsed, 2), await EndAsync(desk));
        Assert.Equal(201, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_ConnectionHasAskedItsShareOfTheHour_NoChatAsks()
    {
        await using var desk = new TicketDesk(options => options.FetchesPerHour = 2);
        await desk.KnowNewestAsync(desk.AddChat(300));
        await desk.ImportAsync();
        const string Other = "5511900000009@s.whatsapp.net";
        PhoneChat chat = desk.AddChat(10, Other, prefix: "O");
        await desk.KnowNewestAsync(chat);

        Assert.Equal((FetchEnd.BudgetUsed, 0), await EndAsync(desk, TicketDesk.Ticket with { Chats = [Jid.Parse(Other)], Reopen = true }));
    }

    [Fact]
    public async Task ImportAsync_TooManyUnanswered_CoolsDown()
    {
        await using var desk = new TicketDesk(options => options.FetchFailureLimit = 3);
        desk.Phone.Mood = (_, _) => PhoneMood.Silent;
        await desk.KnowNewestAsync(desk.AddChat(300));
        Assert.Equal((FetchEnd.TimedOut, 3), await EndAsync(desk));

        Assert.Equal((FetchEnd.BudgetUsed, 0), await EndAsync(desk));
        desk.Time.Advance(TimeSpan.FromHours(2));
        desk.Phone.Mood = (_, _) => new PhoneMood();
        Assert.Equal((FetchEnd.Exhausted, 6), await EndAsync(desk));
    }

    [Fact]
    public async Task ImportAsync_Restarted_RemembersBudgetsAndEnds()
    {
        var state = new InMemoryStateStore(new ManualTimeProvider());
        await using (var before = new TicketDesk(options => options.FetchesPerChatPerHour = 2, state: state))
        {
            await before.KnowNewestAsync(before.AddChat(300));
            Assert.Equal((FetchEnd.BudgetUsed, 2), await EndAsync(before));
        }

        await using var after = new TicketDesk(options => options.FetchesPerChatPerHour = 2, state: state);
        await after.KnowNewestAsync(after.AddChat(300));
        Assert.Equal((FetchEnd.BudgetUsed, 0), await EndAsync(after));
    }

    [Theory]
    [InlineData(FetchStatus.NotReady)]
    [InlineData(FetchStatus.NotSupported)]
    public async Task ImportAsync_NothingWasSent_CostsNothing(FetchStatus socket)
    {
        await using var desk = new TicketDesk(options => options.FetchesPerChatPerHour = 1);
        desk.Phone.Mood = (_, _) => new PhoneMood { Socket = socket };
        await desk.KnowNewestAsync(desk.AddChat(30));
        await desk.ImportAsync();
        await desk.ImportAsync();

        desk.Phone.Mood = (_, _) => new PhoneMood();
        Assert.Equal((FetchEnd.Exhausted, 1), await EndAsync(desk));
    }

    [Fact]
    public async Task TakeAsync_ShareOfTheHourIsUsed_TellsFromWhenAndBeginsAnewThen()
    {
        var time = new ManualTimeProvider();
        FetchBudget budget = Budget(new InMemoryStateStore(time), time, new HistoryImportOptions { FetchesPerChatPerHour = 2 });
        DateTimeOffset began = time.GetUtcNow();
        await TakeAsync(budget);
        time.Advance(TimeSpan.FromMinutes(20));
        await TakeAsync(budget);

        FetchVerdict refusal = (await budget.TakeAsync(false, default))!.Value;
        Assert.Equal(FetchEnd.BudgetUsed, refusal.End);
        Assert.Contains($"chat has asked 2 times within an hour. It may ask again from {began.AddHours(1):u}", refusal.Reason, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(40) - TimeSpan.FromTicks(1));
        Assert.NotNull(await budget.TakeAsync(true, default));
        time.Advance(TimeSpan.FromTicks(1));
        await TakeAsync(budget);
        await TakeAsync(budget);
        Assert.NotNull(await budget.TakeAsync(false, default));
        Assert.Equal(4, budget.Taken);
    }

    [Fact]
    public async Task RecordAsync_AnsweredInBetween_CountsUnansweredOnesAnew()
    {
        var time = new ManualTimeProvider();
        FetchBudget budget = Budget(new InMemoryStateStore(time), time, new HistoryImportOptions { FetchFailureLimit = 3 });
        foreach (bool answered in new[] { false, false, true, false, false })
        {
            await TakeAsync(budget);
            await budget.RecordAsync(answered, default);
        }

        await TakeAsync(budget);
        await budget.RecordAsync(false, default);

        FetchVerdict refusal = (await budget.TakeAsync(false, default))!.Value;
        Assert.Contains($"3 times in a row without an answer. It may ask again from {time.GetUtcNow().AddHours(2):u}", refusal.Reason, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(1));
        Assert.NotNull(await budget.TakeAsync(false, default));
        time.Advance(TimeSpan.FromTicks(1));
        await TakeAsync(budget);
    }

    [Fact]
    public async Task RecordAsync_PersonInsistsOnAChatThatCoolsDownAndIsAnswered_EndsItsCooldown()
    {
        var time = new ManualTimeProvider();
        var state = new InMemoryStateStore(time);
        var options = new HistoryImportOptions { FetchFailureLimit = 2 };
        FetchBudget chat = Budget(state, time, options);
        FetchBudget other = Budget(state, time, options, "5511900000009@s.whatsapp.net");
        await chat.RecordAsync(false, default);
        await other.RecordAsync(true, default);
        await chat.RecordAsync(false, default);
        Assert.NotNull(await chat.TakeAsync(false, default));
        await TakeAsync(other);

        Assert.Null(await chat.TakeAsync(true, default));
        await chat.RecordAsync(true, default);

        await TakeAsync(chat);
    }

    [Fact]
    public async Task TakeAsync_ConnectionCoolsDown_NoPersonInsists()
    {
        var time = new ManualTimeProvider();
        FetchBudget budget = Budget(new InMemoryStateStore(time), time, new HistoryImportOptions { FetchFailureLimit = 1 });
        await budget.RecordAsync(false, default);

        Assert.Contains("connection", (await budget.TakeAsync(true, default))!.Value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordAsync_AnsweredAndNothingFailedBefore_WritesNothing()
    {
        var time = new ManualTimeProvider();
        var state = new InMemoryStateStore(time);
        FetchBudget budget = Budget(state, time, new HistoryImportOptions());
        await TakeAsync(budget);
        long before = (await state.GetAsync(Some.Connection, "fetch-budget"))!.Version;

        await budget.RecordAsync(true, default);

        Assert.Equal(before, (await state.GetAsync(Some.Connection, "fetch-budget"))!.Version);
    }

    static FetchBudget Budget(InMemoryStateStore state, ManualTimeProvider time, HistoryImportOptions options, string chat = Some.Chat) =>
        new(state, options, time, Some.Connection, Jid.Parse(chat));

    static async Task TakeAsync(FetchBudget budget) => Assert.Null(await budget.TakeAsync(false, default));

    static async Task<(FetchEnd End, int Requests)> EndAsync(TicketDesk desk, ImportRequest? request = null)
    {
        ImportResult result = await desk.ImportAsync(request);
        return (result.FetchEnd!.Value, result.FetchRequests);
    }
}
