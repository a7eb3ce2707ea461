namespace HistoryImport.PostgreSql;

/// <summary>Finds and makes the numbers of connections and chats.</summary>
/// <remarks>The row of a connection is its lock. Who writes rows shares it, who appends to the cache keeps other appenders out, and who
/// joins keeps everybody out; so does, from writers of its kind, who tells a projection: so no chat vanishes under a writer, and entries become visible in the order of their ids.</remarks>
static class KeyLookup
{
    public const string ToRead = "SELECT connection_id FROM {schema}.connections WHERE tenant = $1 AND name = $2";
    public const string ToWriteRows = ToWrite + " FOR KEY SHARE";
    public const string ToWriteRowsAlone = ToWrite + " FOR NO KEY UPDATE";
    public const string ToAppend = ToRead + " FOR NO KEY UPDATE";
    public const string ToJoin = ToRead + " FOR UPDATE";

    const string ToWrite = "SELECT connection_id, erasures FROM {schema}.connections WHERE tenant = $1 AND name = $2";

    /// <summary>The number of a connection within a statement that asks for nothing else of it: <c>$1</c> and <c>$2</c> are its key.</summary>
    public const string Number = $"({ToRead})";

    const string AddConnection = "INSERT INTO {schema}.connections(tenant, name) VALUES($1, $2) ON CONFLICT DO NOTHING";

    // LIMIT has the server look one after the other up: of an empty table it would as soon read all of a connection, and keep that plan.
    const string FindChats = """
        SELECT known.* FROM unnest($2::text[]) AS wanted(jid) CROSS JOIN LATERAL (
          SELECT jid, chat_id FROM {schema}.chats WHERE connection_id = $1 AND chats.jid = wanted.jid LIMIT 1) AS known
        """;

    /// <summary>Makes a statement whose first two parameters are the key of a connection.</summary>
    public static Statement Find(DbSession session, ConnectionKey connection, string sql) => session.Get(sql).Add(connection.Tenant).Add(connection.Name);

    /// <summary>Makes a statement whose plan stays right however the tables grow, and whose first two parameters are the key of a connection.</summary>
    public static Statement FindPrepared(DbSession session, ConnectionKey connection, string sql) =>
        session.GetPrepared(sql).Add(connection.Tenant).Add(connection.Name);

    public static ValueTask<long?> FindConnectionAsync(DbSession session, ConnectionKey connection, CancellationToken cancellationToken, string findSql = ToRead) =>
        FindPrepared(session, connection, findSql).NumberAsync(cancellationToken);

    /// <summary>Gets the number of a connection, and makes it if need be.</summary>
    public static async ValueTask<long> ConnectionAsync(DbSession session, ConnectionKey connection, string findSql, CancellationToken cancellationToken)
    {
        long? number = await FindConnectionAsync(session, connection, cancellationToken, findSql).ConfigureAwait(false);
        while (number is null)
        {
            await session.GetPrepared(AddConnection).Add(connection.Tenant).Add(connection.Name).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            number = await FindConnectionAsync(session, connection, cancellationToken, findSql).ConfigureAwait(false);
        }

        return number.Value;
    }

    /// <summary>Gets the numbers of those chats that are known.</summary>
    public static async ValueTask<Dictionary<string, long>> FindChatsAsync(
        DbSession session, long connection, IEnumerable<Jid> chats, CancellationToken cancellationToken)
    {
        string[] jids = [.. chats.Select(chat => chat.Value).Distinct()];
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        if (jids.Length > 0)
        {
            await session.GetPrepared(FindChats).Add(connection).Add(jids)
                .EachAsync(row => numbers[row.GetString(0)] = row.GetInt64(1), cancellationToken).ConfigureAwait(false);
        }

        return numbers;
    }
}
