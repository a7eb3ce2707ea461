using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Fetching;

/// <summary>Many tickets at once over one database. Of each chat the newest messages have come; a phone holds the others.</summary>
sealed class Desk : IAsyncDisposable
{
    const int Connections = 10;
    const int Held = 60;
    const int Received = 10;

    readonly ServiceProvider _host;
    readonly (ConnectionKey Connection, PhoneChat Chat)[] _tickets;

    public Desk(string database, string address, string schema, int tickets)
    {
        var phone = new SimulatedPhone(TimeProvider.System) { Mood = (_, _) => new PhoneMood { Answers = [TimeSpan.FromMilliseconds(5)] } };
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport(options =>
        {
            // Long enough for a machine that is busy. Whoever was killed holds up the next one as long.
            options.LeaseDuration = TimeSpan.FromSeconds(30);
            options.FetchTimeout = TimeSpan.FromMinutes(5);
            options.FetchesPerHour = 10_000;
        }).UseHistoryFetcher(phone);
        _ = database == "sqlite" ? builder.UseSqlite(address) : builder.UsePostgreSql(address, options => options.Schema = schema);
        _host = services.BuildServiceProvider();
        phone.Inbox = _host.GetRequiredService<IHistoryInbox>();
        _tickets = [.. Enumerable.Range(0, tickets).Select(i => (new ConnectionKey("tenant", $"line{i % Connections}"), Chat($"55119{i:D8}@s.whatsapp.net")))];
        foreach ((ConnectionKey connection, PhoneChat chat) in _tickets)
        {
            phone.Add(connection, chat);
        }
    }

    /// <summary>Imports them all, and prints a line whenever one has ended.</summary>
    public Task ImportAsync() => Task.WhenAll(_tickets.Select(async ticket =>
    {
        (ConnectionKey connection, PhoneChat chat) = ticket;
        await _host.GetRequiredService<IHistoryInbox>().ReceiveAsync(
            connection, new HistorySet { SyncType = HistorySyncType.Recent, Messages = [.. chat.Messages.TakeLast(Received)] });
        ImportResult result = await _host.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = connection, Chats = [Jid.Parse(chat.Spellings[0])], Reopen = true });
        Console.WriteLine($"{result.Outcome} {result.FetchEnd} {result.Reason}");
    }));

    /// <summary>Prints a line for each: how its last run stands, once nobody works on it.</summary>
    public async Task TellAsync()
    {
        foreach ((ConnectionKey connection, PhoneChat chat) in _tickets)
        {
            ImportStatus? status;
            while ((status = await StatusAsync(connection, chat)) is { State: RunState.Running })
            {
                await Task.Delay(100);
            }

            Console.WriteLine(status?.State.ToString() ?? "None");
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    ValueTask<ImportStatus?> StatusAsync(ConnectionKey connection, PhoneChat chat) =>
        _host.GetRequiredService<IHistoryImporter>().GetStatusAsync(connection, [Jid.Parse(chat.Spellings[0])]);

    static PhoneChat Chat(string jid) => new()
    {
        Spellings = [jid],
        Messages =
        [
            .. Enumerable.Range(0, Held).Select(i => new HistoryMessage
            {
                RemoteJid = jid,
                Id = $"M{i:D3}",
                Timestamp = 1_700_000_000 + 60 * i,
                Content = new MessageContent { Kind = MessageKind.Text, Body = "message " + i },
            }),
        ],
    };
}
