using System.Text.Json;
using HistoryImport.Samples;
using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Samples;

/// <summary>What a front end sees, and what a host does, while history is really imported.</summary>
public sealed class HelpDeskImportTests
{
    const string Refresh = """{"action":"refresh"}""";

    [Fact]
    public async Task ImportAsync_OneTicket_ShowsABarThatNeverGoesBack()
    {
        var screen = new EmittedEvents();
        await using var desk = new TicketDesk();
        PhoneChat chat = desk.AddChat(120);
        await desk.KnowNewestAsync(chat);

        await desk.ImportAsync(TicketDesk.Ticket with { ProgressSink = screen });

        IReadOnlyList<string> events = screen.Of("importHistory-42");
        Assert.Equal([Update(120, 120, "COMPLETED", "120 new messages."), Refresh], events.TakeLast(2));
        Assert.All(events.SkipLast(2), json => Assert.Matches("""^{"action":"update","status":{"this":\d+,"all":\d+,"state":"(PREPARING|IMPORTING|FETCHING)","date":"[^"]+"}}$""", json));
        AssertNeverGoesBack(events);
    }

    [Fact]
    public async Task ImportAsync_NoMessageKnown_ShowsWhyThePhoneIsNotAsked()
    {
        var screen = new EmittedEvents();
        await using var desk = new TicketDesk();

        await desk.ImportAsync(TicketDesk.Ticket with { ProgressSink = screen });

        using var last = JsonDocument.Parse(screen.Of("importHistory-42")[^2]);
        JsonElement status = last.RootElement.GetProperty("status");
        Assert.Equal("ERROR", status.GetProperty("state").GetString());
        Assert.StartsWith("0 new messages. No entry of this chat", status.GetProperty("date").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Hazard", "H-44")]
    public async Task ImportAsync_StorageFails_ShowsAnError()
    {
        var screen = new EmittedEvents();
        var store = new InMemoryMessageStore { BeforeUpsert = _ => throw new HistoryStorageException("The disk is full.") };
        await using var desk = new TicketDesk(store: store);
        await desk.KnowNewestAsync(desk.AddChat(3));

        await desk.ImportAsync(TicketDesk.Ticket with { ProgressSink = screen });

        Assert.Equal([Update(0, 0, "ERROR", "The disk is full."), Refresh], screen.Of("importHistory-42").TakeLast(2));
    }

    [Fact]
    public async Task ImportAsync_WholeConnection_ShowsItsProgress()
    {
        var screen = new EmittedEvents(ticketId: null);
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B", Some.Group));

        await host.ImportAsync(Some.Request with { ProgressSink = screen });

        IReadOnlyList<string> events = screen.Of("importMessages-7");
        Assert.Equal([Update(2, 2, "COMPLETED", "01/01/26 00:00:00"), Refresh], events.TakeLast(2));
        string[] before = ["""{"action":"update","status":{"this":-1,"all":-1}}""", Update(2, 2, "IMPORTING", "14/11/23 22:13:20")];
        Assert.All(events.SkipLast(2), json => Assert.Contains(json, before));
    }

    /// <summary>The snippet of samples/README.md: tickets of the chats of this run, closed without a word to anybody.</summary>
    [Fact]
    public async Task ImportAsync_Ended_TellsAHostWhichTicketsToMakeAndWhatTheyAreCalled()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("OLD", "5511900000001@s.whatsapp.net"));
        await host.ImportAsync();
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Messages = [Some.Text("A", time: Some.Time + 9) with { PushName = "Ana" }, Some.Text("B"), Some.Text("C", Some.Group, participant: Some.Chat)],
            Chats = [new HistoryChat { Id = Some.Group, Name = "Family" }],
            Contacts = [new HistoryContact { Id = Some.Chat, Name = "Ana from accounting" }],
        });

        ImportResult result = await host.ImportAsync();
        var tickets = new List<string>();
        foreach (ChatImport chat in result.Chats.Where(chat => chat.Inserted > 0))
        {
            // In the order of NameKind: the chat's own name, the address book, the person's own.
            string name = chat.Names.Select(name => name.Name).FirstOrDefault() ?? chat.Chat.Value;
            tickets.Add($"{name}: {chat.Inserted} until {chat.Last:u}");
        }

        Assert.Equal(["Family: 1 until 2023-11-14 22:13:20Z", "Ana from accounting: 2 until 2023-11-14 22:13:29Z"], tickets);
        Assert.Equal([NameKind.Contact, NameKind.Push], result.Chats.Single(chat => chat.Chat.IsPerson).Names.Select(name => name.Kind));
    }

    static string Update(long current, long all, string state, string date) =>
        $$$"""{"action":"update","status":{"this":{{{current}}},"all":{{{all}}},"state":"{{{state}}}","date":"{{{date}}}"}}""";

    static void AssertNeverGoesBack(IReadOnlyList<string> events)
    {
        foreach (string member in new[] { "this", "all" })
        {
            List<long> counts = [.. events.Where(json => json != Refresh).Select(json => JsonDocument.Parse(json).RootElement.GetProperty("status").GetProperty(member).GetInt64())];
            Assert.Equal(counts.Order(), counts);
        }
    }
}
