using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace HistoryImport.PostgreSql;

/// <summary>One export, on one connection to the database and one snapshot.</summary>
sealed class ExportQuery : IAsyncDisposable
{
    readonly NpgsqlConnection _database;
    readonly NpgsqlTransaction _transaction;
    readonly SchemaName _schema;

    ExportQuery(NpgsqlConnection database, NpgsqlTransaction transaction, SchemaName schema) =>
        (_database, _transaction, _schema) = (database, transaction, schema);

    /// <exception cref="HistoryStorageException">There is no history of ours.</exception>
    public static async ValueTask<ExportQuery> OpenAsync(
        Func<CancellationToken, ValueTask<NpgsqlConnection>> openAsync, SchemaName schema, string place, CancellationToken cancellationToken)
    {
        NpgsqlConnection database = await Opening.OpenAsync(openAsync, place, cancellationToken).ConfigureAwait(false);
        try
        {
            var query = new ExportQuery(
                database, await database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false), schema);
            await query.CheckAsync(place, cancellationToken).ConfigureAwait(false);
            return query;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask<List<ConnectionKey>> ConnectionsAsync(CancellationToken cancellationToken) =>
        ListAsync(Command(ExportSql.Connections), row => new ConnectionKey(row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>Gets the chats that are wanted: numbers and JIDs only, as many as there are chats, however many messages they hold.</summary>
    public async ValueTask<List<ExportedChat>> ChatsAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid>? wanted, CancellationToken cancellationToken)
    {
        List<long> number = await ListAsync(
            Command(KeyLookup.ToRead, (connection.Tenant, NpgsqlDbType.Text), (connection.Name, NpgsqlDbType.Text)), row => row.GetInt64(0), cancellationToken)
            .ConfigureAwait(false);
        if (number.Count == 0)
        {
            return [];
        }

        List<ExportedChat> chats = await ListAsync(
            Command(ExportSql.Chats, (number[0], NpgsqlDbType.Bigint)), row => ExportedChat.Of(row.GetInt64(0), row.GetString(1)), cancellationToken)
            .ConfigureAwait(false);
        if (wanted is not null)
        {
            HashSet<string> aliases = await AliasesAsync(number[0], wanted, cancellationToken).ConfigureAwait(false);
            chats.RemoveAll(chat => !aliases.Contains(chat.Jid));
        }

        return chats;
    }

    public async IAsyncEnumerable<ExportedMessage> MessagesAsync(
        ConnectionKey connection, ExportedChat chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NpgsqlCommand query = Command(ExportSql.Messages, (chat.Number, NpgsqlDbType.Bigint));
        await using (query.ConfigureAwait(false))
        {
            // A chat is read for as long as the consumer takes.
            query.CommandTimeout = 0;
            NpgsqlDataReader row = await query.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return Message(row, connection, chat);
                }
            }
        }
    }

    public ValueTask<List<ExportedName>> NamesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken) => ListAsync(
        Command(
            ExportSql.Names, (connection.Tenant, NpgsqlDbType.Text), (connection.Name, NpgsqlDbType.Text),
            (jids.Select(jid => jid.Value).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)),
        row => ExportedName.Of(connection, row.GetString(0), row.GetInt16(1), row.GetString(2)),
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    async ValueTask CheckAsync(string place, CancellationToken cancellationToken)
    {
        NpgsqlCommand exists = Command(SchemaGuard.Exists, (_schema.Value, NpgsqlDbType.Text));
        if ((await ListAsync(exists, row => row.GetInt32(0), cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            throw PostgreSqlFault.Absent(place, _schema);
        }

        if (await ListAsync(Command(SchemaGuard.Found), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false) is not [SchemaScripts.Version])
        {
            throw PostgreSqlFault.OtherVersion(_schema);
        }
    }

    async ValueTask<HashSet<string>> AliasesAsync(long connection, IReadOnlyCollection<Jid> chats, CancellationToken cancellationToken)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (Jid chat in chats)
        {
            aliases.UnionWith(await ListAsync(
                Command(AliasTable.Aliases, (connection, NpgsqlDbType.Bigint), (chat.Value, NpgsqlDbType.Text)), row => row.GetString(0), cancellationToken)
                .ConfigureAwait(false));
        }

        return aliases;
    }

    static ExportedMessage Message(NpgsqlDataReader row, ConnectionKey connection, ExportedChat chat) => new()
    {
        Tenant = connection.Tenant,
        Connection = connection.Name,
        Chat = chat.Jid,
        Id = row.GetString(0),
        FromMe = row.GetBoolean(1),
        Sender = ExportedRow.Person(row.GetString(2)),
        Timestamp = row.IsDBNull(3) ? null : row.GetInt64(3),
        Kind = row.GetString(4),
        Body = row.GetString(5),
        Status = ExportedRow.Status(row.IsDBNull(6) ? null : row.GetInt16(6)),
        Edited = !row.IsDBNull(7),
        EditedAt = ExportedMessage.EditTime(row.IsDBNull(7) ? null : row.GetInt64(7)),
        Revoked = row.GetBoolean(8),
        Reactions = Reactions(row, ReactionTarget.Of(chat.IsGroup, row.GetBoolean(1), row.GetString(2))),
        PushName = row.IsDBNull(9) ? null : row.GetString(9),
        WireId = row.IsDBNull(16) ? null : row.GetString(16),
        Media = row.IsDBNull(10) ? null : ExportedMedia.Of(MediaColumn.Read(row.GetString(10))),
    };

    static List<ExportedReaction> Reactions(NpgsqlDataReader row, ReactionTarget target)
    {
        var reactions = new List<ExportedReaction>();
        if (!row.IsDBNull(11))
        {
            string[] emoji = row.GetFieldValue<string[]>(11);
            bool[] fromMe = row.GetFieldValue<bool[]>(12);
            string[] reactors = row.GetFieldValue<string[]>(13);
            short[] directions = row.GetFieldValue<short[]>(14);
            string[] senders = row.GetFieldValue<string[]>(15);
            for (int i = 0; i < emoji.Length; i++)
            {
                if (new ReactionTarget(directions[i], senders[i]) == target)
                {
                    reactions.Add(new ExportedReaction(emoji[i], fromMe[i], ExportedRow.Person(reactors[i])));
                }
            }
        }

        return reactions;
    }

    static async ValueTask<List<T>> ListAsync<T>(NpgsqlCommand query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (query.ConfigureAwait(false))
        {
            NpgsqlDataReader row = await query.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                var list = new List<T>();
                while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    list.Add(read(row));
                }

                return list;
            }
        }
    }

    NpgsqlCommand Command(string sql, params ReadOnlySpan<(object? Value, NpgsqlDbType Type)> parameters)
    {
        NpgsqlCommand command = _database.CreateCommand();
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
}
