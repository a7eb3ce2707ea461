namespace HistoryImport.PostgreSql;

/// <summary>The numbers a batch needs: of its connection, whose row it shares from then on, and of its chats.</summary>
sealed class BatchKeys
{
    const string FindChats = """
        SELECT known.* FROM {schema}.connections CROSS JOIN unnest($3::text[]) AS wanted(jid) CROSS JOIN LATERAL (
          SELECT jid, chat_id FROM {schema}.chats WHERE chats.connection_id = connections.connection_id AND chats.jid = wanted.jid LIMIT 1) AS known
        WHERE tenant = $1 AND name = $2
        """;

    // What is there already is not tried: each attempt would use up a number.
    const string AddChats = """
        INSERT INTO {schema}.chats(connection_id, jid)
        SELECT connection_id, wanted.jid FROM {schema}.connections CROSS JOIN unnest($3::text[]) AS wanted(jid)
        WHERE tenant = $1 AND name = $2 AND (
          SELECT chat_id FROM {schema}.chats WHERE chats.connection_id = connections.connection_id AND chats.jid = wanted.jid LIMIT 1) IS NULL
        ON CONFLICT DO NOTHING
        """;

    readonly DbSession _session;
    readonly ConnectionKey _connection;
    readonly Dictionary<string, long> _chats = new(StringComparer.Ordinal);

    BatchKeys(DbSession session, ConnectionKey connection) => (_session, _connection) = (session, connection);

    public long Connection { get; private set; }

    /// <summary>Gets the number of the connection's erasures.</summary>
    public long Erasures { get; private set; }

    /// <summary>Gets whether the lease is its owner's, or none is asked for.</summary>
    public bool IsLeaseHeld { get; private set; } = true;

    /// <summary>Asks for all of it in one round trip, and makes what is not there: the chats that get a row, and the connection.</summary>
    /// <remarks>Chats are made in the order of the batch, which is the same for all writers, so that none waits for another in a circle.</remarks>
    public static async Task<BatchKeys> FindAsync(
        DbSession session, ConnectionKey connection, BatchOrder order, WaitingEntries waiting, ImportLease? lease, string findSql, CancellationToken cancellationToken)
    {
        long? number = null;
        var keys = new BatchKeys(session, connection);

        // Taken down before anything is awaited: meanwhile the batch is put in order.
        string?[] ofRows = [.. order.ChatsOfRows.Select(chat => chat.Value)], all = [.. order.Chats.Select(chat => chat.Value)];
        List<Statement> round = [FindConnection()];
        if (lease is not null)
        {
            keys.IsLeaseHeld = false;
            round.Add(PostgreSqlStateStore.IsHeld(session, connection, lease).OnRow(_ => keys.IsLeaseHeld = true));
        }

        round.AddRange([.. waiting.Rest(session, connection), .. keys.AddAndFind(ofRows, all), .. waiting.Find(session, connection)]);
        await session.RunAsync(round, cancellationToken).ConfigureAwait(false);
        if (number is null)
        {
            await KeyLookup.ConnectionAsync(session, connection, findSql, cancellationToken).ConfigureAwait(false);
            await session.RunAsync([FindConnection(), .. keys.AddAndFind(ofRows, all)], cancellationToken).ConfigureAwait(false);
        }

        keys.Connection = number!.Value;
        return keys;

        Statement FindConnection() => KeyLookup.FindPrepared(session, connection, findSql).OnRow(row =>
        {
            number = row.GetInt64(0);
            keys.Erasures = row.GetInt64(1);
        });
    }

    public long? Chat(Jid chat) => _chats.TryGetValue(chat.Value, out long number) ? number : null;

    Statement[] AddAndFind(string?[] ofRows, string?[] all) =>
    [
        KeyLookup.FindPrepared(_session, _connection, AddChats).Add(ofRows),
        KeyLookup.FindPrepared(_session, _connection, FindChats).Add(all)
            .OnRow(row => _chats[row.GetString(0)] = row.GetInt64(1)),
    ];
}
