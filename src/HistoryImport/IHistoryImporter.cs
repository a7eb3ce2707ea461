namespace HistoryImport;

/// <summary>Imports what the cache holds into the store, and asks the phone for what it lacks.</summary>
/// <remarks>Thread-safe. Belongs to the container.</remarks>
public interface IHistoryImporter
{
    /// <summary>Runs one import to its end.</summary>
    /// <returns>What it did. Faults of the cache or the store are an outcome, not an exception.</returns>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; what was committed stays.</exception>
    Task<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells how far the last run is, or how it ended, whichever instance ran it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="chats">The chats the import was asked for; <see langword="null"/> or none for that of the whole connection.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns><see langword="null"/> if there was no run within 90 days.</returns>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<ImportStatus?> GetStatusAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default);
}
