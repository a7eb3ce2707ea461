namespace HistoryImport.AspNetCore;

/// <summary>What was acknowledged and could not be imported, kept in the state store of the import.</summary>
/// <remarks>Bounded by <see cref="SetAsideOptions"/>; gone with everything else of a connection by <see cref="IHistoryInbox.ForgetAsync"/>. Thread-safe.</remarks>
public interface ISetAsideShelf
{
    /// <summary>Lists what is kept of a connection, the oldest first.</summary>
    /// <param name="connection">The connection; <see cref="SetAsideDelivery.NoTenant"/> for what is nobody's.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<IReadOnlyList<SetAsideDelivery>> ListAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Reads the payload as it came. It holds messages, and that of a lost notification a key.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns><see langword="null"/> if it is not there.</returns>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<byte[]?> ReadAsync(ConnectionKey connection, string id, CancellationToken cancellationToken = default);

    /// <summary>Removes one for good.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Cancels before the removal.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<bool> RemoveAsync(ConnectionKey connection, string id, CancellationToken cancellationToken = default);
}
