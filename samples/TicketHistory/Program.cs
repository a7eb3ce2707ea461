using HistoryImport;
using HistoryImport.Samples;
using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;

if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

var connection = new ConnectionKey("acme", "support-line");
const string Contact = "5511987654321@s.whatsapp.net";

// The phone: one chat, a message a minute, which ends where the phone says so.
var phone = new SimulatedPhone(TimeProvider.System) { Mood = (_, ordinal) => Moods.Of(arguments.Mood, arguments.Latency, ordinal) };
var chat = new PhoneChat
{
    Spellings = [Contact],
    Messages = [.. Enumerable.Range(0, arguments.Messages).Select(Message)],
    End = arguments.Mood == "phone-only" ? EndOfHistory.PhoneOnly : EndOfHistory.Exhausted,
};
phone.Add(connection, chat);

// The host: a SQLite file, and a socket in front of the phone.
string folder = Directory.CreateTempSubdirectory("ticket-history").FullName;
var screen = new Screen(phone);
var services = new ServiceCollection();
services.AddHistoryImport(options => options.FetchTimeout = TimeSpan.FromSeconds(2)).UseSqlite(Path.Combine(folder, "history.db"));
services.AddSingleton<IHistoryFetcher>(screen);
ServiceProvider host = services.BuildServiceProvider();
phone.Inbox = host.GetRequiredService<IHistoryInbox>();

// A live message opens the ticket. An agent wants to see what came before it.
await phone.Inbox.ReceiveAsync(connection, new HistorySet { Messages = [chat.Messages[^1]] });
screen.Write($"The phone has {arguments.Messages} messages of the chat, the desk has the newest. Mood: {arguments.Mood}.");
ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest
{
    Connection = connection,
    Chats = [Jid.Parse(Contact)],
    ProgressSink = screen,
});

screen.Write($"{result.Outcome}: {result.Reason}");
screen.Write($"{result.FetchEnd}: {result.FetchReason}");
foreach (ChatImport ticket in result.Chats)
{
    screen.Write($"{ticket.Inserted} new messages from {ticket.First:u} to {ticket.Last:u}: {string.Join(", ", ticket.Names.Select(name => $"{name.Name} ({name.Kind})"))}");
}

await host.DisposeAsync();
Directory.Delete(folder, recursive: true);
return result.Counts.Inserted == arguments.Messages ? 0 : 1;

static HistoryMessage Message(int i) => new()
{
    RemoteJid = Contact,
    Id = $"3EB0{i:D6}",
    FromMe = i % 3 == 0,
    PushName = i % 3 == 0 ? null : "Ana",
    Timestamp = 1_700_000_000 + 60 * i,
    Content = new MessageContent { Kind = MessageKind.Text, Body = $"Message {i}" },
};
