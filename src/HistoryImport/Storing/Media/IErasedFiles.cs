namespace HistoryImport;

/// <summary>Removes stored files that no message asks for any longer. An erasure calls it as it goes on, so that files go with their rows.</summary>
/// <remarks>What is to be removed stands in the <see cref="IMediaLedger"/>: an erasure that died is repeated, and so is this. Thread-safe.</remarks>
public interface IErasedFiles
{
    /// <summary>Removes the files of a connection that are to be removed.</summary>
    /// <param name="connection">Whose files.</param>
    /// <param name="cancellationToken">Cancels between two files.</param>
    /// <returns>Whether nothing is left. What is left goes later.</returns>
    /// <exception cref="HistoryStorageException">The database failed.</exception>
    ValueTask<bool> RemoveAsync(ConnectionKey connection, CancellationToken cancellationToken = default);
}
