using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Runs of entries that are no messages with a text never stop paging, however long they are and wherever they stand.</summary>
[Collection(ClockCollection.Name)]
public sealed class PagingTests
{
    static readonly int[] _lengths = [49, 50, 51, 500];

    public static TheoryData<string> Kinds => [.. Runs.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Hazard", "H-40")]
    public async Task ImportAsync_RunBetweenMessages_GoesOnBehindIt(string kind)
    {
        foreach (int length in _lengths)
        {
            await AssertAllComesAsync(Runs.Around(kind, 40, length, 40));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ImportAsync_RunAtTheVeryStart_EndsByThePhonesOwnWord(string kind)
    {
        foreach (int length in _lengths)
        {
            await AssertAllComesAsync(Runs.Around(kind, 0, length, 40));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ImportAsync_RunAtTheEnd_IsAskedBeforeAllTheSame(string kind)
    {
        foreach (int length in _lengths)
        {
            await AssertAllComesAsync(Runs.Around(kind, 40, length, 0));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ImportAsync_RunUnderALid_GoesOnInThatSpelling(string kind)
    {
        foreach (int length in _lengths)
        {
            await AssertAllComesAsync(Runs.Around(kind, 40, length, 40), isUnderLid: true);
        }
    }

    [Fact]
    public async Task ImportAsync_RunInAGroup_GoesOnBehindIt()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held(Runs.Around("note", 40, 500, 40, Some.Group), Some.Group);
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync(TicketDesk.Ticket with { Chats = [Jid.Parse(Some.Group)] });

        Assert.Equal((FetchEnd.Exhausted, 80), (result.FetchEnd, desk.Host.Rows().Count));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(49)]
    public async Task ImportAsync_EntriesWithoutATimeInEveryPage_AreNoObstacle(int length)
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held(Runs.Around("timeless", 40, length, 40), Some.Chat);
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.Exhausted, 80 + length), (result.FetchEnd, desk.Host.Rows().Count));
    }

    [Fact]
    public async Task ImportAsync_PageWithoutAnyTime_IsAnAnswerAndTheReasonSaysWhyItGoesNoFarther()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held(Runs.Around("timeless", 40, 50, 40), Some.Chat);
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(FetchEnd.NoProgress, result.FetchEnd);
        Assert.Contains("entries without a time", result.FetchReason, StringComparison.Ordinal);
        Assert.DoesNotContain("sockets", result.FetchReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_EntriesWithoutAnId_AreNoEndlessLoop()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held(Runs.Around("without-id", 40, 50, 40), Some.Chat);
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((FetchEnd.NoProgress, 40), (result.FetchEnd, desk.Host.Rows().Count));
        Assert.InRange(result.FetchRequests, 2, 6);
    }

    [Fact]
    public async Task ImportAsync_MessagesInEveryPage_AreAskedBeforeRatherThanWhatIsNone()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held([.. Enumerable.Range(0, 300).Select(i => i % 7 == 3 ? Some.Text($"M{i:D5}", time: Some.Time + i) : Runs.Entry("mixed", i, Some.Time + i, Some.Chat))], Some.Chat);
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat, 10);

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(FetchEnd.Exhausted, result.FetchEnd);
        Assert.All(desk.Phone.Requests, request => Assert.StartsWith("M", request.Anchor.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_PhoneIsDeafToWhatIsNoMessage_AsksBeforeTheMessageAgain()
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held(Runs.Around("note", 40, 60, 40), Some.Chat);
        chat.DeafTo = new HashSet<string>(chat.Messages.Select(message => message.Id!).Where(id => id[0] == 'n'));
        desk.Phone.Add(Some.Connection, chat);
        await desk.KnowNewestAsync(chat, 40);

        ImportResult result = await desk.ImportAsync();

        Assert.Contains(result.FetchEnd!.Value, new[] { FetchEnd.NoProgress, FetchEnd.TimedOut });
        Assert.Equal(["M", "n", "M"], desk.Phone.Requests.Take(3).Select(request => request.Anchor.Id[..1]));
    }

    static PhoneChat Held(IReadOnlyList<HistoryMessage> entries, string chat) => new() { Spellings = [chat, TicketDesk.Lid], Messages = entries };

    static async Task AssertAllComesAsync(IReadOnlyList<HistoryMessage> entries, bool isUnderLid = false)
    {
        await using var desk = new TicketDesk();
        PhoneChat chat = Held(entries, Some.Chat);
        chat.AnswersTo = isUnderLid ? TicketDesk.Lid : Some.Chat;
        desk.Phone.Add(Some.Connection, chat);
        await desk.Host.Inbox.ReceiveAsync(
            Some.Connection, Some.Set(entries[^1]) with { Claims = isUnderLid ? [JidClaim.TryCreate(TicketDesk.Lid, Some.Chat)!] : [] });

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(FetchEnd.Exhausted, result.FetchEnd);
        Assert.Equal(
            entries.Select(entry => entry.Id!).Where(id => id[0] == 'M').Order(StringComparer.Ordinal),
            desk.Host.Rows().Select(row => row.Split('|')[1]).Where(id => id != Runs.Gone).Order(StringComparer.Ordinal));
        Assert.InRange(result.FetchRequests, 1, entries.Count / 25 + 3);
    }
}
