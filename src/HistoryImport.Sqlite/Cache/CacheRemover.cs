namespace HistoryImport.Sqlite;

/// <summary>Removes entries inside a transaction, and keeps count of their bytes.</summary>
static class CacheRemover
{
    public static void Remove(DbSession session, long connection, IEnumerable<long> entryIds)
    {
        Statement size = session.Get(CacheSql.Size);
        Statement remove = session.Get(CacheSql.Remove);
        long bytes = 0;
        foreach (long entryId in entryIds)
        {
            size.Bind(1, entryId);
            size.Bind(2, connection);

            // Not ours, or gone already.
            if (size.ExecuteInt64() is { } length)
            {
                bytes += length;
                remove.Bind(1, entryId);
                remove.Execute();
            }
        }

        AddUsage(session, -bytes);
    }

    /// <summary>Removes the oldest entries, up to the first that stays.</summary>
    /// <remarks>Where the clock was set back, an entry stays until those received before it go.</remarks>
    public static ExpiryStep Expire(DbSession session, long connection, bool waiting, long receivedBefore, int limit)
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

        Remove(session, connection, expired);
        return new ExpiryStep(messages, expired.Count == limit);
    }

    public static void AddUsage(DbSession session, long bytes)
    {
        if (bytes != 0)
        {
            Statement add = session.Get(CacheSql.AddUsage);
            add.Bind(1, bytes);
            add.Execute();
        }
    }
}
