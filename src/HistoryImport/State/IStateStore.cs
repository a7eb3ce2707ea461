namespace HistoryImport;

/// <summary>A small durable dictionary for what must outlive a run: who imports, how far it got, what is known of a chat's end.</summary>
/// <remarks>Thread-safe. Throws <see cref="HistoryStorageException"/> if its medium fails.</remarks>
public interface IStateStore
{
    /// <summary>Gets the database it lies in, as far as the other parts have to know it: see <see cref="StorageScope"/>.</summary>
    StorageScope? Scope => null;

    /// <summary>Gets a value that has not expired.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key, as <see cref="StateValue.CheckKey"/> wants it.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a value if nobody else did meanwhile.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key, as <see cref="StateValue.CheckKey"/> wants it.</param>
    /// <param name="value">The value, at most <see cref="StateValue.MaxBytes"/>.</param>
    /// <param name="expectedVersion">The version that was read; 0 if there was none.</param>
    /// <param name="timeToLive">How long the value lasts by the clock of the store; <see langword="null"/> for ever; zero removes it.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The new version, greater than 0; <see langword="null"/> if somebody else wrote first.</returns>
    ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default);

    /// <summary>Lists the keys of a connection that hold a value.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The keys, in no order.</returns>
    ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default);

    /// <summary>Removes every value of a connection, leases included, all or none. A run that goes on finds its lease lost, and writes no more.</summary>
    /// <remarks>Versions go on: nobody who still holds one of before can match a value that is written later.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels before the removal.</param>
    ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Waits until a value may have changed.</summary>
    /// <remarks>Only spares time: the library also asks again every few seconds. Not supported (the default): never completes. A
    /// store whose values other processes write, and whose database can tell, completes soon after such a write; completing without
    /// one is allowed.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key.</param>
    /// <param name="knownVersion">The version that was read; 0 if there was none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that is cancelled with the token.</returns>
    Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
