namespace HistoryImport.PostgreSql;

/// <summary>Tells whether the cache holds more than it may.</summary>
/// <remarks>Asking the table costs by its size, so it is asked when the file could hold too much, and then once a minute as long as there is
/// room by what this process has added since. What others add in that minute may come on top. Thread-safe.</remarks>
sealed class CacheRoom(HistoryDatabase database)
{
    static readonly TimeSpan _knownFor = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    long? _summedAt;
    long _bytes;

    /// <param name="session">The session that has just added to it.</param>
    /// <param name="added">About how many bytes it has added.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="HistoryStorageException">It holds more than it may.</exception>
    public async ValueTask CheckAsync(DbSession session, long added, CancellationToken cancellationToken)
    {
        if (database.Options.MaxCachedBytes is not { } limit
            || await session.Get(CacheSql.FileBytes).NumberAsync(cancellationToken).ConfigureAwait(false) <= limit
            || IsKnownToFit(added, limit))
        {
            return;
        }

        long bytes = await session.Get(CacheSql.EntryBytes).NumberAsync(cancellationToken).ConfigureAwait(false) ?? 0;
        lock (_lock)
        {
            (_bytes, _summedAt) = (bytes, database.Time.GetTimestamp());
        }

        if (bytes > limit)
        {
            throw CacheRefusal.Full(database.Place, limit, "PostgreSqlOptions.MaxCachedBytes");
        }
    }

    bool IsKnownToFit(long added, long limit)
    {
        lock (_lock)
        {
            _bytes += added;
            return _summedAt is { } at && database.Time.GetElapsedTime(at) < _knownFor && _bytes <= limit;
        }
    }
}
