namespace HistoryImport.PostgreSql;

/// <summary>Removes entries inside a transaction.</summary>
static class CacheRemover
{
    public static async ValueTask RemoveAsync(DbSession session, long connection, IEnumerable<long> entryIds, CancellationToken cancellationToken)
    {
        long[] ids = [.. entryIds.Distinct().Order()];
        if (ids.Length > 0)
        {
            await session.Get(CacheSql.Remove).Add(connection).Add(ids).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the oldest entries, up to the first that stays.</summary>
    /// <remarks>Where the clock was set back, an entry stays until those received before it go.</remarks>
    public static async ValueTask<ExpiryStep> ExpireAsync(
        DbSession session, long connection, bool waiting, long receivedBefore, int limit, CancellationToken cancellationToken)
    {
        List<(long Id, short Kind, long ReceivedAt)> oldest = await session.Get(CacheSql.Oldest).Add(connection).Add(waiting).Add((long)limit)
            .ListAsync(row => (row.GetInt64(0), row.GetInt16(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        List<(long Id, short Kind, long ReceivedAt)> expired = [.. oldest.TakeWhile(entry => entry.ReceivedAt < receivedBefore)];
        await RemoveAsync(session, connection, expired.Select(entry => entry.Id), cancellationToken).ConfigureAwait(false);
        return new ExpiryStep(expired.Count(entry => entry.Kind == EntryKind.Message), expired.Count == limit);
    }
}
