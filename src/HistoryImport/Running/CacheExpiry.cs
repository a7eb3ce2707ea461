namespace HistoryImport;

/// <summary>Removes what has lain in the cache for too long. Thread-safe.</summary>
/// <remarks>That is a matter of days: to look at a connection once in a while does, and spares all other runs a round trip.</remarks>
sealed class CacheExpiry(IMessageCache cache, HistoryImportOptions options, TimeProvider time)
{
    static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);

    readonly Lock _gate = new();
    readonly HashSet<ConnectionKey> _looked = [];
    long _began = time.GetTimestamp();

    /// <returns>How many messages were removed.</returns>
    public ValueTask<long> ExpireAsync(ConnectionKey connection, CancellationToken cancellationToken) =>
        IsDue(connection) ? cache.ExpireAsync(connection, time.GetUtcNow() - options.CacheRetention, cancellationToken) : new(0);

    bool IsDue(ConnectionKey connection)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_began) >= _pause)
            {
                _looked.Clear();
                _began = time.GetTimestamp();
            }

            return _looked.Add(connection);
        }
    }
}
