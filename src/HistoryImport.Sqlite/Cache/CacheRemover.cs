namespace HistoryImport.Sqlite;

/// <summary>Removes entries inside a transaction, and keeps count of their bytes.</summary>
static class CacheRemover
{
    public static void Remove(Session session, long connection, IEnumerable<long> entryIds)
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

    public static void AddUsage(Session session, long bytes)
    {
        if (bytes != 0)
        {
            Statement add = session.Get(CacheSql.AddUsage);
            add.Bind(1, bytes);
            add.Execute();
        }
    }
}
