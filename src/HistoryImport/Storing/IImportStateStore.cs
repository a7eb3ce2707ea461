namespace HistoryImport;

/// <summary>A small durable dictionary for what must outlive a run: who imports, how far it got, what is known of a chat's end.</summary>
/// <remarks>Thread-safe. Throws <see cref="HistoryStorageException"/> if its medium fails.</remarks>
public interface IImportStateStore
{
    /// <summary>Gets a value that has not expired.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key, 1 to 512 bytes of UTF-8.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    ValueTask<ImportState?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a value if nobody else did meanwhile.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key, 1 to 512 bytes of UTF-8.</param>
    /// <param name="value">The value, at most 1 MiB.</param>
    /// <param name="expectedVersion">The version that was read; 0 if there was none.</param>
    /// <param name="timeToLive">How long the value lasts by the clock of the store; <see langword="null"/> for ever.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The new version, greater than 0; <see langword="null"/> if somebody else wrote first.</returns>
    ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default);
}
