namespace HistoryImport.PostgreSql;

/// <summary>Finds and makes the numbers of connections and chats.</summary>
/// <remarks>The row of a connection is its lock. Who writes rows shares it, who appends to the cache keeps other appenders out, and who
/// joins keeps everybody out: so no chat vanishes under a writer, and entries become visible in the order of their ids.</remarks>
static class KeyLookup
{
    public const string ToRead = "SELECT connection_id FROM {schema}.connections WHERE tenant = $1 AND name = $2";
    public const string ToWriteRows = ToRead + " FOR KEY SHARE";
    public const string ToAppend = ToRead + " FOR NO KEY UPDATE";
    public const string ToJoin = ToRead + " FOR UPDATE";

    const string AddConnection = "INSERT INTO {schema}.connections(tenant, name) VALUES($1, $2) ON CONFLICT DO NOTHING";

    const string FindChats = "SELECT jid, chat_id FROM {schema}.chats WHERE connection_id = $1 AND jid = ANY($2)";

    const string AddChats = """
        INSERT INTO {schema}.chats(connection_id, jid) SELECT $1, jid FROM unnest($2::text[]) AS jid ON CONFLICT DO NOTHING
        """;

    public static ValueTask<long?> FindConnectionAsync(Session session, ConnectionKey connection, CancellationToken cancellationToken, string how = ToRead) =>
        session.Get(how).Add(connection.Tenant).Add(connection.Connection).NumberAsync(cancellationToken);

    /// <summary>Gets the number of a connection, and makes it if need be.</summary>
    public static async ValueTask<long> ConnectionAsync(Session session, ConnectionKey connection, string how, CancellationToken cancellationToken)
    {
        long? number = await FindConnectionAsync(session, connection, cancellationToken, how).ConfigureAwait(false);
        while (number is null)
        {
            await session.Get(AddConnection).Add(connection.Tenant).Add(connection.Connection).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            number = await FindConnectionAsync(session, connection, cancellationToken, how).ConfigureAwait(false);
        }

        return number.Value;
    }

    /// <summary>Gets the numbers of those chats that are known.</summary>
    public static async ValueTask<Dictionary<string, long>> FindChatsAsync(
        Session session, long connection, IEnumerable<Jid> chats, CancellationToken cancellationToken)
    {
        string[] jids = [.. chats.Select(chat => chat.Value).Distinct()];
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        await AddAsync(session, connection, jids, numbers, cancellationToken).ConfigureAwait(false);
        return numbers;
    }

    /// <summary>Gets the numbers of chats, and makes them if need be.</summary>
    public static async ValueTask<Dictionary<string, long>> ChatsAsync(
        Session session, long connection, IEnumerable<Jid> chats, CancellationToken cancellationToken)
    {
        // In one order for all writers, so that none waits for another in a circle.
        string[] jids = [.. chats.Select(chat => chat.Value).Distinct().Order(StringComparer.Ordinal)];
        var numbers = new Dictionary<string, long>(jids.Length, StringComparer.Ordinal);
        await AddAsync(session, connection, jids, numbers, cancellationToken).ConfigureAwait(false);
        if (numbers.Count < jids.Length)
        {
            string[] missing = [.. jids.Where(jid => !numbers.ContainsKey(jid))];
            await session.Get(AddChats).Add(connection).Add(missing).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            await AddAsync(session, connection, missing, numbers, cancellationToken).ConfigureAwait(false);
        }

        return numbers;
    }

    static async ValueTask AddAsync(
        Session session, long connection, string[] jids, Dictionary<string, long> numbers, CancellationToken cancellationToken)
    {
        if (jids.Length == 0)
        {
            return;
        }

        foreach ((string jid, long number) in await session.Get(FindChats).Add(connection).Add(jids)
            .ListAsync(row => (row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
        {
            numbers[jid] = number;
        }
    }
}
