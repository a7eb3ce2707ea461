using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace HistoryImport.PostgreSql;

/// <summary>One export, on one connection and one snapshot.</summary>
sealed class ExportQuery : IDisposable
{
    static readonly string[] _statuses = ["error", "pending", "server", "delivered", "read", "played"];

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly SchemaName _schema;

    ExportQuery(NpgsqlConnection connection, SchemaName schema)
    {
        (_connection, _schema) = (connection, schema);
        _transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
    }

    /// <exception cref="HistoryStorageException">There is no history of ours.</exception>
    public static ExportQuery Open(Func<NpgsqlConnection> open, SchemaName schema, string place)
    {
        NpgsqlConnection connection = open();
        try
        {
            var query = new ExportQuery(connection, schema);
            query.Check(place);
            return query;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public IEnumerable<ExportedMessage> Rows(string? tenant, string? connection, Jid? chat) =>
        from owner in Connections(tenant, connection)
        from room in Chats(owner.Number, chat)
        from row in Messages(owner, room)
        select row;

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    void Check(string place)
    {
        using NpgsqlCommand exists = Command(SchemaGuard.Exists, (_schema.Value, NpgsqlDbType.Text));
        if (exists.ExecuteScalar() is null)
        {
            throw PostgreSqlFault.Absent(place, _schema);
        }

        using NpgsqlCommand found = Command(SchemaGuard.Found);
        if (found.ExecuteScalar() is not SchemaScripts.Version)
        {
            throw PostgreSqlFault.OtherVersion(_schema);
        }
    }

    List<Owner> Connections(string? tenant, string? connection)
    {
        using NpgsqlCommand query = Command(ExportSql.Connections, (tenant, NpgsqlDbType.Text), (connection, NpgsqlDbType.Text));
        using NpgsqlDataReader row = query.ExecuteReader();
        var owners = new List<Owner>();
        while (row.Read())
        {
            owners.Add(new Owner(row.GetInt64(0), row.GetString(1), row.GetString(2)));
        }

        return owners;
    }

    // Numbers and JIDs only: as many as there are chats, however many messages they hold.
    List<Room> Chats(long owner, Jid? chat)
    {
        HashSet<string>? wanted = chat is { } one ? Aliases(owner, one) : null;
        using NpgsqlCommand query = Command(ExportSql.Chats, (owner, NpgsqlDbType.Bigint));
        using NpgsqlDataReader row = query.ExecuteReader();
        var rooms = new List<Room>();
        while (row.Read())
        {
            string jid = row.GetString(1);
            if (wanted is null || wanted.Contains(jid))
            {
                rooms.Add(new Room(row.GetInt64(0), jid, Jid.TryParse(jid, out Jid parsed) && parsed.Kind == JidKind.Group));
            }
        }

        return rooms;
    }

    HashSet<string> Aliases(long owner, Jid chat)
    {
        using NpgsqlCommand query = Command(AliasTable.Aliases, (owner, NpgsqlDbType.Bigint), (chat.Value, NpgsqlDbType.Text));
        using NpgsqlDataReader row = query.ExecuteReader();
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        while (row.Read())
        {
            aliases.Add(row.GetString(0));
        }

        return aliases;
    }

    IEnumerable<ExportedMessage> Messages(Owner owner, Room room)
    {
        using NpgsqlCommand query = Command(ExportSql.Messages, (room.Number, NpgsqlDbType.Bigint), (room.IsGroup, NpgsqlDbType.Boolean));

        // A chat is read for as long as the consumer takes.
        query.CommandTimeout = 0;
        using NpgsqlDataReader row = query.ExecuteReader();
        while (row.Read())
        {
            yield return Message(row, owner, room);
        }
    }

    static ExportedMessage Message(NpgsqlDataReader row, Owner owner, Room room) => new(
        owner.Tenant,
        owner.Connection,
        room.Jid,
        row.GetString(0),
        row.GetBoolean(1),
        NullIfEmpty(row.GetString(2)),
        row.IsDBNull(3) ? null : row.GetInt64(3),
        row.GetString(4),
        row.GetString(5),
        row.IsDBNull(6) ? null : _statuses[row.GetInt16(6)],
        row.GetBoolean(7),
        row.GetBoolean(8),
        Reactions(row),
        row.IsDBNull(9) ? null : row.GetString(9),
        row.IsDBNull(10) ? null : Media(row.GetString(10)));

    static List<ExportedReaction> Reactions(NpgsqlDataReader row)
    {
        var reactions = new List<ExportedReaction>();
        if (!row.IsDBNull(11))
        {
            string[] emoji = row.GetFieldValue<string[]>(11);
            bool[] fromMe = row.GetFieldValue<bool[]>(12);
            string[] reactors = row.GetFieldValue<string[]>(13);
            for (int i = 0; i < emoji.Length; i++)
            {
                reactions.Add(new ExportedReaction(emoji[i], fromMe[i], NullIfEmpty(reactors[i])));
            }
        }

        return reactions;
    }

    static ExportedMedia Media(string json)
    {
        MediaDescriptor media = MediaColumn.Read(json);
        return new ExportedMedia(media.MimeType, media.FileName, media.Size, media.Sha256, media.Seconds, media.Width, media.Height);
    }

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    NpgsqlCommand Command(string sql, params ReadOnlySpan<(object? Value, NpgsqlDbType Type)> parameters)
    {
        NpgsqlCommand command = _connection.CreateCommand();
        // A constant of this assembly with a checked name in it, never data.
#pragma warning disable CA2100
        command.CommandText = _schema.Qualify(sql);
#pragma warning restore CA2100
        foreach ((object? value, NpgsqlDbType type) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        }

        return command;
    }

    readonly record struct Owner(long Number, string Tenant, string Connection);

    readonly record struct Room(long Number, string Jid, bool IsGroup);
}
