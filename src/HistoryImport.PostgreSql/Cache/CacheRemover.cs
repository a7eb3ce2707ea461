namespace HistoryImport.PostgreSql;

/// <summary>Removes entries inside a transaction.</summary>
static class CacheRemover
{
    /// <summary>Has the next statement, or the end of the transaction, remove entries.</summary>
    public static void Remove(DbSession session, long connection, IEnumerable<long> entryIds)
    {
        long[] ids = [.. entryIds.Distinct().Order()];
        if (ids.Length > 0)
        {
            session.RunWithNext(session.GetPrepared(CacheSql.Remove).Add(connection).Add(ids));
        }
    }

    /// <summary>Tells where the oldest entry has expired: among those that wait, and among the others.</summary>
    public static ValueTask<List<bool>> FindExpiredAsync(DbSession session, ConnectionKey connection, long receivedBefore, CancellationToken cancellationToken) =>
        KeyLookup.FindPrepared(session, connection, CacheSql.Expired).Add(receivedBefore).ListAsync(row => row.GetBoolean(0), cancellationToken);

    /// <summary>Removes the oldest entries, up to the first that stays.</summary>
    /// <remarks>Where the clock was set back, an entry stays until those received before it go.</remarks>
    public static async ValueTask<ExpiryStep> ExpireAsync(
        DbSession session, long connection, bool waiting, long receivedBefore, int limit, CancellationToken cancellationToken)
    {
        List<(long Id, short Kind, long ReceivedAt)> oldest = await session.GetPrepared(CacheSql.Oldest).Add(connection).Add(waiting).Add((long)limit)
            .ListAsync(row => (row.GetInt64(0), row.GetInt16(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        List<(long Id, short Kind, long ReceivedAt)> expired = [.. oldest.TakeWhile(entry => entry.ReceivedAt < receivedBefore)];
        Remove(session, connection, expired.Select(entry => entry.Id));
        return new ExpiryStep(expired.Count(entry => entry.Kind == EntryKind.Message), expired.Count == limit);
    }
}
