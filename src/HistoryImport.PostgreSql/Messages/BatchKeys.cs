namespace HistoryImport.PostgreSql;

/// <summary>The numbers a batch needs: of its connection, whose row it shares from then on, and of its chats.</summary>
sealed class BatchKeys
{
    const string FindChats = """
        SELECT jid, chat_id FROM {schema}.chats JOIN {schema}.connections USING(connection_id) WHERE tenant = $1 AND name = $2 AND jid = ANY($3)
        """;

    const string AddChats = """
        INSERT INTO {schema}.chats(connection_id, jid) SELECT $1, jid FROM unnest($2::text[]) AS jid ON CONFLICT DO NOTHING
        """;

    readonly DbSession _session;
    readonly ConnectionKey _connection;
    readonly Dictionary<string, long> _chats = new(StringComparer.Ordinal);

    BatchKeys(DbSession session, ConnectionKey connection) => (_session, _connection) = (session, connection);

    public long Connection { get; private set; }

    /// <summary>Gets whether the lease is its owner's, or none is asked for.</summary>
    public bool IsLeaseHeld { get; private set; } = true;

    /// <summary>Asks for all of it in one round trip, and makes the connection if need be.</summary>
    public static async Task<BatchKeys> FindAsync(
        DbSession session, ConnectionKey connection, IEnumerable<Jid> chats, ImportLease? lease, CancellationToken cancellationToken)
    {
        long? number = null;
        var keys = new BatchKeys(session, connection);
        List<Statement> round = [KeyLookup.FindPrepared(session, connection, KeyLookup.ToWriteRows).OnRow(row => number = row.GetInt64(0))];
        if (lease is not null)
        {
            keys.IsLeaseHeld = false;
            round.Add(PostgreSqlStateStore.IsHeld(session, connection, lease).OnRow(_ => keys.IsLeaseHeld = true));
        }

        round.Add(keys.Find([.. chats.Select(chat => chat.Value)]));
        await session.RunAsync(round, cancellationToken).ConfigureAwait(false);
        keys.Connection = number ?? await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToWriteRows, cancellationToken).ConfigureAwait(false);
        return keys;
    }

    public long? Chat(Jid chat) => _chats.TryGetValue(chat.Value, out long number) ? number : null;

    /// <summary>Makes the chats that are not there.</summary>
    /// <param name="chats">Chats in one order for all writers, so that none waits for another in a circle.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask AddChatsAsync(IEnumerable<Jid> chats, CancellationToken cancellationToken)
    {
        string[] missing = [.. chats.Where(chat => Chat(chat) is null).Select(chat => chat.Value)];
        if (missing.Length > 0)
        {
            await _session.RunAsync([_session.GetPrepared(AddChats).Add(Connection).Add(missing), Find(missing)], cancellationToken).ConfigureAwait(false);
        }
    }

    Statement Find(string[] jids) => _session.GetPrepared(FindChats).Add(_connection.Tenant).Add(_connection.Name).Add(jids)
        .OnRow(row => _chats[row.GetString(0)] = row.GetInt64(1));
}
