using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tickets;

/// <summary>The library over one database, with nothing else beside it.</summary>
sealed class TicketHost : IAsyncDisposable
{
    const int Messages = 50;
    const int OtherChats = 500;

    static readonly ConnectionKey _connection = new("tenant", "connection");

    readonly ServiceProvider _provider;
    readonly IHistoryInbox _inbox;
    readonly IHistoryImporter _importer;
    readonly Random _random = new(1);
    int _tickets;

    TicketHost(ServiceProvider provider, int first) => (_provider, _inbox, _importer, _tickets) =
        (provider, provider.GetRequiredService<IHistoryInbox>(), provider.GetRequiredService<IHistoryImporter>(), first);

    /// <param name="database">The kind of database.</param>
    /// <param name="address">Its address.</param>
    /// <param name="first">The number of the first ticket: each has a chat of its own.</param>
    public static TicketHost Open(string database, string address, int first)
    {
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport();
        _ = database == "sqlite" ? builder.UseSqlite(address) : builder.UsePostgreSql(address);
        return new TicketHost(services.BuildServiceProvider(), first);
    }

    /// <summary>Lets the cache hold messages of other chats.</summary>
    public async Task<string> FillAsync(int from, int to)
    {
        for (int done = from; done < to; done += 1000)
        {
            await _inbox.ReceiveAsync(_connection, new HistorySet
            {
                Messages = [.. Enumerable.Range(done, 1000).Select(i => Message($"O{i}", $"55119{i % OtherChats:D8}@s.whatsapp.net", "The quick brown fox."))],
            });
        }

        return "filled";
    }

    /// <summary>Receives the messages of a chat, and imports it.</summary>
    public async Task<(TimeSpan Receiving, TimeSpan Importing)> ImportOneAsync()
    {
        string chat = NextChat();
        HistorySet set = Set(chat);
        long started = Stopwatch.GetTimestamp();
        await _inbox.ReceiveAsync(_connection, set);
        TimeSpan receiving = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        await ImportAsync(_connection, chat);
        return (receiving, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Imports tickets of many connections at once, one after the other of each.</summary>
    /// <returns>How many a second, once received.</returns>
    public async Task<double> ImportAtOnceAsync(int connections, int ticketsOfEach)
    {
        // The first of each makes what a connection needs.
        (ConnectionKey Connection, string[] Chats)[] all =
        [
            .. Enumerable.Range(0, connections).Select(i => (
                new ConnectionKey("tenant", $"connection{i}"), Enumerable.Range(0, ticketsOfEach + 1).Select(_ => NextChat()).ToArray())),
        ];
        foreach ((ConnectionKey connection, string[] chats) in all)
        {
            foreach (string chat in chats)
            {
                await _inbox.ReceiveAsync(connection, Set(chat));
            }

            await ImportAsync(connection, chats[0]);
        }

        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(all.Select(one => Task.Run(async () =>
        {
            foreach (string chat in one.Chats[1..])
            {
                await ImportAsync(one.Connection, chat);
            }
        })));
        return connections * ticketsOfEach / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    async Task ImportAsync(ConnectionKey connection, string chat)
    {
        ImportResult result = await _importer.ImportAsync(new ImportRequest { Connection = connection, Chats = [Jid.Parse(chat)] });
        if (result.Counts.Inserted != Messages)
        {
            throw new InvalidOperationException($"{result.Outcome}: {result.Counts.Inserted} messages. {result.Reason}");
        }
    }

    string NextChat() => $"5521{_tickets++:D9}@s.whatsapp.net";

    HistorySet Set(string chat) => new() { Messages = [.. Enumerable.Range(0, Messages).Select(i => Message($"{chat[..13]}{i:D3}", chat, Text(350)))] };

    string Text(int length) => string.Create(length, _random, static (text, random) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = random.Next(6) == 0 ? ' ' : (char)('a' + random.Next(26));
        }
    });

    // About 1 KB as a row, as everywhere here.
    static HistoryMessage Message(string id, string chat, string body) => new()
    {
        RemoteJid = chat,
        Id = id,
        Timestamp = 1_700_000_000,
        Status = MessageStatus.Read,
        PushName = "Somebody",
        Content = new MessageContent { Kind = MessageKind.Text, Body = body, Raw = Encoding.UTF8.GetBytes($$"""{"conversation":"{{body}}"}""") },
    };
}
