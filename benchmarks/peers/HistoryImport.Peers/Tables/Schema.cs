using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Peers;

/// <summary>What the two databases have in common.</summary>
static class Schema
{
    public const string Columns =
        "chat_id, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw, digest";

    public const string IdFirst = "DROP INDEX messages_key; CREATE UNIQUE INDEX messages_key ON messages(id, chat_id, from_me, sender)";

    public const string AddConnection = "INSERT INTO connections(tenant, name) VALUES('tenant', 'connection') RETURNING connection_id";

    public static ConnectionKey Connection { get; } = new("tenant", "connection");

    /// <summary>Has the library make its schema.</summary>
    public static async Task CreateAsync(ITable table)
    {
        var services = new ServiceCollection();
        table.Use(services.AddHistoryImport());
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IMessageStore>().GetOldestAsync(Connection, [Jid.Parse("1@s.whatsapp.net")], 1);
    }

    public static async Task<object?> RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Compares every row with what it must be.</summary>
    public static async Task VerifyAsync(ITable table, PeerHistory history)
    {
        Dictionary<string, Row> expected = history.Rows.ToDictionary(row => row.Id);
        await using DbConnection connection = await table.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM messages";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (!expected.Remove(reader.GetString(1), out Row? row) || !IsSame(reader, row))
            {
                throw new InvalidOperationException($"The row {reader.GetString(1)} is not what it must be.");
            }
        }

        if (expected.Count > 0)
        {
            throw new InvalidOperationException($"{expected.Count} of {history.Rows.Length} rows are missing.");
        }
    }

    static bool IsSame(DbDataReader reader, Row row) =>
        reader.GetInt64(0) == row.ChatId
        && reader.GetBoolean(2) == row.FromMe
        && reader.GetString(3) == row.Sender
        && reader.GetInt64(4) == row.Timestamp
        && reader.GetInt16(5) == row.Status
        && reader.GetBoolean(6) == row.Revoked
        && reader.GetFieldValue<byte[]>(7).AsSpan().SequenceEqual(row.Version)
        && reader.GetString(8) == row.Kind
        && (reader.IsDBNull(9) ? null : reader.GetString(9)) == row.PushName
        && reader.GetString(10) == row.WireChat
        && reader.IsDBNull(11) && reader.IsDBNull(12) && reader.IsDBNull(13)
        && reader.GetString(14) == row.Body
        && reader.IsDBNull(15)
        && reader.GetFieldValue<byte[]>(16).AsSpan().SequenceEqual(row.Raw)
        && reader.GetFieldValue<byte[]>(17).AsSpan().SequenceEqual(row.Digest);
}
