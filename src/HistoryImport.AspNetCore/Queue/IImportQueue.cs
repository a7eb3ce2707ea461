namespace HistoryImport.AspNetCore;

/// <summary>Runs imports behind the back of whoever asks for them: one of a connection at a time, and after a restart again.</summary>
/// <remarks>What waits lies in the state store of the import, so that forgetting a connection forgets it too. Thread-safe.</remarks>
public interface IImportQueue
{
    /// <summary>Asks for an import. It is as durable as the state store when this returns.</summary>
    /// <param name="request">What to import. Its sink and its listener for problems are not kept. One for the same chats that waits already is replaced.</param>
    /// <param name="cancellationToken">Cancels before it is kept.</param>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<bool> TryEnqueueAsync(ImportRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists what waits, the one that runs first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<IReadOnlyList<ImportRequest>> ListAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Takes an import back: one that waits is not begun, one that runs is cancelled.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="chats">The chats it was asked for; <see langword="null"/> or none for that of the whole connection.</param>
    /// <param name="cancellationToken">Cancels before it is taken back.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<bool> CancelAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default);
}
