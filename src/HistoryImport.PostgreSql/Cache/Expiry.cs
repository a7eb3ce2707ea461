namespace HistoryImport.PostgreSql;

/// <summary>One step of an expiry.</summary>
/// <param name="Messages">How many messages it removed.</param>
/// <param name="MayBeMore">Whether it stopped for its size only.</param>
readonly record struct Expiry(int Messages, bool MayBeMore)
{
    /// <summary>Removes the oldest entries, up to the first that stays.</summary>
    /// <remarks>Where the clock was set back, an entry stays until those received before it go.</remarks>
    public static async ValueTask<Expiry> RunAsync(
        Session session, long connection, bool waiting, long receivedBefore, int limit, CancellationToken cancellationToken)
    {
        List<(long Id, short Kind, long ReceivedAt)> oldest = await session.Get(CacheSql.Oldest).Add(connection).Add(waiting).Add((long)limit)
            .ListAsync(row => (row.GetInt64(0), row.GetInt16(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        List<(long Id, short Kind, long ReceivedAt)> expired = [.. oldest.TakeWhile(entry => entry.ReceivedAt < receivedBefore)];
        await CacheRemover.RemoveAsync(session, connection, expired.Select(entry => entry.Id), cancellationToken).ConfigureAwait(false);
        return new Expiry(expired.Count(entry => entry.Kind == EntryKind.Message), expired.Count == limit);
    }
}
