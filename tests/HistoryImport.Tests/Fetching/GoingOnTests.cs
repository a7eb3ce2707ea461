using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Before which entry the next run asks first: a store keeps messages alone, what was noted tells the rest.</summary>
[Collection(ClockCollection.Name)]
public sealed class GoingOnTests
{
    readonly ManualTimeProvider _time = new(Minute(60));
    readonly InMemoryStateStore _state;

    public GoingOnTests() => _state = new(_time);

    [Theory]
    [InlineData(40)]
    [InlineData(1)]
    public async Task ImportAsync_NotesOlderThanTheOldestMessage_AreNotAskedForAgain(int messages)
    {
        await using TicketDesk desk = Desk(5);
        PhoneChat chat = Add(desk, Runs.Around("note", 40, 500, messages));
        await desk.KnowNewestAsync(chat);
        for (int i = 0; i < 3; i++)
        {
            await desk.ImportAsync();
            _time.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(40 + messages, desk.Host.Rows().Count);
        Assert.InRange(desk.Phone.Requests.Count, 11, 13);
    }

    [Fact]
    public async Task ImportAsync_StoreLostMessagesAmongTheNotes_AsksForThemAgain()
    {
        IReadOnlyList<HistoryMessage> entries = Runs.Around("note", 40, 20, 1);
        await using (TicketDesk before = Desk(1))
        {
            await before.KnowNewestAsync(Add(before, entries));
            await before.ImportAsync();
            Assert.Equal(31, before.Host.Rows().Count);
        }

        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(Add(desk, entries));
        _time.Advance(TimeSpan.FromHours(2));
        await desk.ImportAsync();

        Assert.Equal("M00060", desk.Phone.Requests[0].Anchor.Id);
        Assert.Equal(41, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_NotesEndBeforeTheOldestMessageOfTheStore_AsksForWhatLiesBetween()
    {
        IReadOnlyList<HistoryMessage> entries = Runs.Around("note", 0, 60, 22);
        await using (TicketDesk before = Desk(1))
        {
            Add(before, entries);
            await before.Host.ReceiveAsync(entries[60]);
            await before.ImportAsync();
        }

        _time.Advance(TimeSpan.FromHours(6));
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(Add(desk, entries));
        await desk.ImportAsync();

        Assert.Equal("M00081", desk.Phone.Requests[0].Anchor.Id);
        Assert.Equal(22, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_AnswersReachToAMessageAndAnOlderNoteIsKnown_AsksBeforeTheMessage()
    {
        await using TicketDesk desk = Desk(1);
        PhoneChat chat = Add(desk, [Runs.Entry("note", 0, Some.Time, Some.Chat), .. TicketDesk.History(100).Skip(1)]);
        await desk.KnowNewestAsync(chat);
        await desk.ImportAsync();
        _time.Advance(TimeSpan.FromHours(2));
        await desk.Host.ReceiveAsync(chat.Messages[0]);

        await desk.ImportAsync();

        Assert.Equal(["M00099", "M00049"], desk.Phone.Requests.Select(request => request.Anchor.Id));
    }

    [Fact]
    public async Task ImportAsync_NotesOfTheSecondOfTheOldestMessage_AreNotAskedForAgain()
    {
        await using TicketDesk desk = Desk(1);
        PhoneChat chat = Add(desk, Runs.Around("note", 10, 60, 1).Select((entry, i) => i < 10 ? entry : entry with { Timestamp = Minute(10).ToUnixTimeSeconds() }).ToArray());
        await desk.KnowNewestAsync(chat);
        await desk.ImportAsync();
        _time.Advance(TimeSpan.FromHours(2));

        await desk.ImportAsync();

        Assert.Equal(["M00070", "note-0020"], desk.Phone.Requests.Select(request => request.Anchor.Id));
        Assert.Equal(11, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_OlderNoteCameWithADumpThatMayLeaveOutMessages_AsksBeforeTheMessage()
    {
        await using TicketDesk desk = Desk();
        PhoneChat chat = Add(desk, [Runs.Entry("note", 0, Some.Time, Some.Chat), .. TicketDesk.History(60).Skip(1)]);
        await desk.Host.Inbox.ReceiveAsync(Some.Connection, Some.Set(chat.Messages[0], chat.Messages[59]) with { SyncType = HistorySyncType.Recent });
        await desk.ImportAsync(TicketDesk.Ticket with { Fetch = false });

        await desk.ImportAsync();

        Assert.Equal("M00059", desk.Phone.Requests[0].Anchor.Id);
        Assert.Equal(59, desk.Host.Rows().Count);
    }

    TicketDesk Desk(int perHour = 100) => new(options => options.FetchesPerChatPerHour = perHour, state: _state, time: _time);

    static PhoneChat Add(TicketDesk desk, IReadOnlyList<HistoryMessage> entries)
    {
        var chat = new PhoneChat { Spellings = [Some.Chat], Messages = entries };
        desk.Phone.Add(Some.Connection, chat);
        return chat;
    }

    static DateTimeOffset Minute(int i) => DateTimeOffset.FromUnixTimeSeconds(Some.Time + 60 * i);
}
