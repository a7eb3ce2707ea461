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

    /// <summary>Follows the last run from where it is to its end, whichever instance runs it.</summary>
    /// <remarks>A run writes how far it is at most once a second, with its batches. The last status is that of its end, or says that it was interrupted.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="chats">The chats the import was asked for; <see langword="null"/> or none for that of the whole connection.</param>
    /// <param name="cancellationToken">Ends following, not the run.</param>
    /// <returns>The status now and after every change; nothing if there was no run within 90 days.</returns>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    IAsyncEnumerable<ImportStatus> WatchAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the runs of a connection that go on, whichever instances run them, the longest first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<IReadOnlyList<ImportStatus>> ListRunningAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Cancels the run that goes on, whichever instance runs it: it writes no more, and ends as <see cref="ImportOutcome.Cancelled"/> for everybody who waits for it.</summary>
    /// <remarks>What was committed stays. Returns without waiting for the end: <see cref="WatchAsync"/> tells it. An instance that shares no
    /// memory with this one, and a database that cannot tell of changes, hears of it with its next batch, or when it renews its lease.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="chats">The chats the import was asked for; <see langword="null"/> or none for that of the whole connection.</param>
    /// <param name="cancellationToken">Cancels before the run is.</param>
    /// <returns>Whether one went on.</returns>
    /// <exception cref="HistoryStorageException">The state store failed.</exception>
    ValueTask<bool> CancelAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default);
}
