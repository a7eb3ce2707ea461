namespace HistoryImport.Sqlite;

/// <summary>The acknowledgements that wait, told by how their fingerprints begin.</summary>
static class WaitingStatuses
{
    /// <summary>Finds the oldest of them beyond a number.</summary>
    public static IReadOnlyList<long> Surplus(DbSession session, long connection, long most, int limit)
    {
        Statement count = Bound(session.Get(CacheSql.CountStatuses), connection);
        long surplus = (count.ExecuteInt64() ?? 0) - most;
        if (surplus <= 0)
        {
            return [];
        }

        Statement oldest = Bound(session.Get(CacheSql.OldestStatuses), connection);
        oldest.Bind(4, Math.Min(surplus, limit));
        var entries = new List<long>();
        while (oldest.Step())
        {
            entries.Add(oldest.Int64(0));
        }

        return entries;
    }

    static Statement Bound(Statement statement, long connection)
    {
        Span<byte> bound = stackalloc byte[HistoryMessageSerializer.StatusPrefixLength];
        bound.Clear();
        statement.Bind(1, connection);
        statement.BindBlob(2, bound);
        bound[^1] = 1;
        statement.BindBlob(3, bound);
        return statement;
    }
}
