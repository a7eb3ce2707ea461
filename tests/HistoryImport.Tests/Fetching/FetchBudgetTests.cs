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

    static async Task<(FetchEnd End, int Requests)> EndAsync(TicketDesk desk, ImportRequest? request = null)
    {
        ImportResult result = await desk.ImportAsync(request);
        return (result.FetchEnd!.Value, result.FetchRequests);
    }
}
