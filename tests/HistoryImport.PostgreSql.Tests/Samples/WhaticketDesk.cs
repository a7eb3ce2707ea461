using System.Text.Json;
using HistoryImport.Testing.Xunit;
using HistoryImport.Samples;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Samples;

/// <summary>A help desk's tables in a schema of their own, as its own migrations leave them.</summary>
sealed class WhaticketDesk : IAsyncDisposable
{
    const string HostTables = """
        CREATE TABLE "Whatsapps"(id serial PRIMARY KEY, name text, "companyId" int NOT NULL);
        CREATE TABLE "Contacts"(
          id serial PRIMARY KEY, name text NOT NULL, number text NOT NULL, "remoteJid" text, "isGroup" boolean NOT NULL DEFAULT false,
          "companyId" int NOT NULL, "whatsappId" int, "createdAt" timestamptz(6) NOT NULL, "updatedAt" timestamptz(6) NOT NULL,
          UNIQUE(number, "companyId"));
        CREATE TABLE "Tickets"(
          id serial PRIMARY KEY, uuid uuid NOT NULL, status text NOT NULL DEFAULT 'pending', "unreadMessages" int NOT NULL DEFAULT 0, "lastMessage" text,
          "contactId" int NOT NULL REFERENCES "Contacts", "whatsappId" int REFERENCES "Whatsapps", "queueId" int, "userId" int, "companyId" int NOT NULL,
          "isGroup" boolean NOT NULL DEFAULT false, channel text, imported timestamptz(6),
          "createdAt" timestamptz(6) NOT NULL, "updatedAt" timestamptz(6) NOT NULL);
        CREATE TABLE "Messages"(
          id serial PRIMARY KEY, wid text, body text NOT NULL, ack int NOT NULL DEFAULT 0, read boolean NOT NULL DEFAULT false,
          "fromMe" boolean NOT NULL DEFAULT false, "mediaType" text, "mediaUrl" text, "isDeleted" boolean NOT NULL DEFAULT false,
          "isEdited" boolean NOT NULL DEFAULT false, "quotedMsgId" int REFERENCES "Messages", "ticketId" int NOT NULL REFERENCES "Tickets" ON DELETE CASCADE,
          "contactId" int REFERENCES "Contacts", "companyId" int NOT NULL, "queueId" int, "remoteJid" text, participant text, "dataJson" text,
          "createdAt" timestamptz(6) NOT NULL, "updatedAt" timestamptz(6) NOT NULL);
        CREATE INDEX idx_messages_wid ON "Messages"(wid, "companyId");
        CREATE INDEX idx_messages_ticket ON "Messages"("ticketId");
        CREATE INDEX idx_tickets_contact ON "Tickets"("contactId");
        """;

    readonly NpgsqlDataSource _source;
    readonly Dictionary<string, int> _companies = new(StringComparer.Ordinal);
    readonly Dictionary<ConnectionKey, int> _connections = [];
    readonly Lock _lock = new();

    WhaticketDesk(NpgsqlDataSource source, WhaticketOptions options)
    {
        _source = source;
        Store = new WhaticketStore(source, options with { Resolve = Resolve });
    }

    public WhaticketStore Store { get; }

    public NpgsqlDataSource Source => _source;

    public string Schema => new NpgsqlConnectionStringBuilder(_source.ConnectionString).SearchPath!;

    public static async Task<WhaticketDesk> CreateAsync(WhaticketOptions? options = null)
    {
        string name = "t_" + Guid.NewGuid().ToString("N");
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { SearchPath = name, MaxPoolSize = 20 });
        var desk = new WhaticketDesk(source, options ?? new WhaticketOptions());
        await desk.QueryAsync($"CREATE SCHEMA {name}");
        await desk.QueryAsync(HostTables);
        await WhaticketStore.CreateSideTablesAsync(source);
        return desk;
    }

    /// <summary>Names a connection by numbers, as a host does that knows it by names.</summary>
    public WhaticketConnection Resolve(ConnectionKey connection)
    {
        lock (_lock)
        {
            if (!_companies.TryGetValue(connection.Tenant, out int company))
            {
                _companies.Add(connection.Tenant, company = _companies.Count + 1);
            }

            if (!_connections.TryGetValue(connection, out int whatsapp))
            {
                using NpgsqlCommand insert = _source.CreateCommand("""INSERT INTO "Whatsapps"(name, "companyId") VALUES($1, $2) RETURNING id""");
                insert.Parameters.Add(new() { Value = connection.Name });
                insert.Parameters.Add(new() { Value = company });
                _connections.Add(connection, whatsapp = (int)insert.ExecuteScalar()!);
            }

            return new WhaticketConnection(company, whatsapp);
        }
    }

    public async Task<List<object[]>> QueryAsync(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.RowsAsync();
    }

    public async Task<T> OneAsync<T>(string sql, params object[] parameters) => (T)Assert.Single(await QueryAsync(sql, parameters))[0];

    /// <summary>Every message that has a key, with what the host's own columns say.</summary>
    public async Task<IReadOnlyList<StoredRow>> RowsAsync()
    {
        ILookup<object, (string Emoji, bool FromMe, string? Sender)> reactions = (await QueryAsync("""
            SELECT keys."messageId", emoji, "reactorFromMe", reactor
            FROM "HistoryImportReactions" AS reaction JOIN "HistoryImportKeys" AS keys USING("companyId", "whatsappId", chat, id)
            WHERE target = 2 OR target = keys."fromMe"::int AND "targetSender" = keys.sender
            """)).ToLookup(row => row[0], row => ((string)row[1], (bool)row[2], (string?)row[3]));
        return [.. (await QueryAsync("""
            SELECT "messageId", keys."whatsappId", chat, sender, keys."fromMe", wid, timestamp, kind, body, GREATEST(status, NULLIF(ack, 0)), "editTime",
              "editEnvelope", "isDeleted", "pushName", "wireChat", media
            FROM "HistoryImportKeys" AS keys JOIN "Messages" AS message ON message.id = "messageId" AND message."companyId" = keys."companyId"
            """)).Select(row => new StoredRow
            {
                Connection = _connections.Single(pair => pair.Value == (int)row[1]).Key,
                Key = new MessageKey(Jid.Parse((string)row[2]), (string)row[3] == "" ? default : Jid.Parse((string)row[3]), (bool)row[4], (string)row[5]),
                Timestamp = row[6] as long?,
                Kind = (string)row[7],
                Body = (string)row[8],
                Status = row[9] is int status ? (MessageStatus)status : null,
                EditTime = row[10] as long?,
                EditEnvelope = row[11] as string,
                IsRevoked = (bool)row[12],
                PushName = row[13] as string,
                WireChat = row[14] as string,
                Media = row[15] is string media ? JsonSerializer.Deserialize<MediaDescriptor>(media) : null,
                Reactions = StoredRow.Describe(reactions[row[0]]),
            })];
    }

    public async ValueTask DisposeAsync()
    {
        await QueryAsync($"DROP SCHEMA {Schema} CASCADE");
        await _source.DisposeAsync();
    }
}
