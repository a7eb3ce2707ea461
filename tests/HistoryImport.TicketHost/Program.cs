using HistoryImport;
using HistoryImport.Testing;
using HistoryImport.Tests.Fetching;
using Microsoft.Extensions.DependencyInjection;

// import|tell sqlite|postgres ADDRESS SCHEMA TICKETS: imports many tickets at once, or tells what is known of their runs.
if (args is ["import" or "tell", var database, var address, var schema, var tickets])
{
    await using var desk = new Desk(database, address, schema, int.Parse(tickets, null));
    await (args[0] == "import" ? desk.ImportAsync() : desk.TellAsync());
    return;
}

// FILE [CONTRACT CALL before|after]: one ticket's import over SQLite, with a phone; kills itself where it is told to.
const string Chat = "5511987654321@s.whatsapp.net";
const string Lid = "123456789012345@lid";
var connection = new ConnectionKey("tenant", "connection");
Accident accident = args is [_, var contract, var call, var when] ? new(contract, int.Parse(call, null), when == "before") : new("", 0, true);

var chat = new PhoneChat { Spellings = [Chat, Lid], Messages = [.. Enumerable.Range(0, 130).Select(Message)] };
var phone = new SimulatedPhone(TimeProvider.System) { Mood = (_, _) => new PhoneMood { Answers = [TimeSpan.FromMilliseconds(5)] } };
phone.Add(connection, chat);

var services = new ServiceCollection();

// The package's own implementations, behind a counter; the store no longer sees that it shares the cache's file, as with any decorator.
services.AddHistoryImport(options =>
{
    options.BatchSize = 20;
    options.FetchTimeout = TimeSpan.FromMinutes(1);
    options.LeaseDuration = TimeSpan.FromSeconds(2);
}).UseSqlite(args[0])
    .UseMessageCache((_, real) => Interception.Of(real, accident))
    .UseMessageStore((_, real) => Interception.Of(real, accident))
    .UseStateStore((_, real) => Interception.Of(real, accident))
    .UseHistoryFetcher(Interception.Of<IHistoryFetcher>(phone, accident));

await using ServiceProvider host = services.BuildServiceProvider();
phone.Inbox = host.GetRequiredService<IHistoryInbox>();
await phone.Inbox.ReceiveAsync(
    connection,
    new HistorySet { SyncType = HistorySyncType.Recent, Messages = [.. chat.Messages.TakeLast(30)], Claims = [JidClaim.TryCreate(Lid, Chat)!] });
ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(
    new ImportRequest { Connection = connection, Chats = [Jid.Parse(Chat)], Reopen = true });
Console.WriteLine($"{result.Outcome} {result.FetchEnd}");
foreach ((string name, int calls) in accident.Calls)
{
    Console.WriteLine($"{name} {calls}");
}

HistoryMessage Message(int i) => new()
{
    RemoteJid = Chat,
    Id = $"M{i:D3}",
    Timestamp = 1_700_000_000 + 60 * i,
    Content = new MessageContent { Kind = MessageKind.Text, Body = "message " + i },
};
