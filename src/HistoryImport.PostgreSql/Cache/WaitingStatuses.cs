namespace HistoryImport.PostgreSql;

/// <summary>The acknowledgements that wait, told by how their fingerprints begin.</summary>
static class WaitingStatuses
{
    /// <summary>Finds the oldest of them beyond a number.</summary>
    public static async ValueTask<IReadOnlyList<long>> SurplusAsync(DbSession session, long connection, long most, int limit, CancellationToken cancellationToken)
    {
        long? count = await Bound(session.Get(CacheSql.CountStatuses), connection).NumberAsync(cancellationToken).ConfigureAwait(false);
        long surplus = count.GetValueOrDefault() - most;
        return surplus <= 0
            ? []
            : await Bound(session.Get(CacheSql.OldestStatuses), connection).Add(Math.Min(surplus, limit))
                .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
    }

    static Statement Bound(Statement statement, long connection)
    {
        byte[] from = new byte[HistoryMessageSerializer.StatusPrefixLength], to = new byte[from.Length];
        to[^1] = 1;
        return statement.Add(connection).Add(from).Add(to);
    }
}
