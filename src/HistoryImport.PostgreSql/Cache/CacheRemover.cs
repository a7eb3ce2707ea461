namespace HistoryImport.PostgreSql;

/// <summary>Removes entries inside a transaction.</summary>
static class CacheRemover
{
    public static async ValueTask RemoveAsync(Session session, long connection, IEnumerable<long> entryIds, CancellationToken cancellationToken)
    {
        long[] ids = [.. entryIds.Distinct().Order()];
        if (ids.Length > 0)
        {
            await session.Get(CacheSql.Remove).Add(connection).Add(ids).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
