namespace HistoryImport.Sqlite;

/// <summary>One step of an expiry.</summary>
/// <param name="Messages">How many messages it removed.</param>
/// <param name="MayBeMore">Whether it stopped for its size only.</param>
readonly record struct Expiry(int Messages, bool MayBeMore)
{
    /// <summary>Removes the oldest entries, up to the first that stays.</summary>
    /// <remarks>Where the clock was set back, an entry stays until those received before it go.</remarks>
    public static Expiry Run(Session session, long connection, bool waiting, long receivedBefore, int limit)
    {
        Statement oldest = session.Get(CacheSql.Oldest);
        oldest.Bind(1, connection);
        oldest.Bind(2, waiting);
        oldest.Bind(3, 0L);
        oldest.Bind(4, limit);
        var expired = new List<long>();
        int messages = 0;
        while (oldest.Step())
        {
            if (oldest.Int64(2) >= receivedBefore)
            {
                oldest.Reset();
                break;
            }

            expired.Add(oldest.Int64(0));
            messages += oldest.Int64(1) == EntryKind.Message ? 1 : 0;
        }

        CacheRemover.Remove(session, connection, expired);
        return new Expiry(messages, expired.Count == limit);
    }
}
