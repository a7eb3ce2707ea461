namespace HistoryImport;

/// <summary>Reads the rows of a store in a fixed order, for whoever shows, exports or compares them.</summary>
/// <remarks>Nothing is written; imports may go on beside it. Thread-safe. Belongs to the container.</remarks>
public interface IHistoryReader
{
    /// <summary>Reads rows by chat, timestamp (none first), id, fromMe and sender (none first); text by UTF-8 bytes.</summary>
    /// <remarks>Each enumeration is one snapshot, and holds little more than one row at a time. A failure is not repeated: the caller has seen
    /// rows already.</remarks>
    /// <param name="connection">Whose rows.</param>
    /// <param name="chats">Only these chats, under whichever of their JIDs they are kept; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="HistoryStorageException">The database cannot be read, or holds no history of ours.</exception>
    IAsyncEnumerable<ExportedMessage> ReadAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid>? chats = null, CancellationToken cancellationToken = default);

    /// <summary>Reads what persons or groups are called: by chats, by the account's address book, and by themselves.</summary>
    /// <remarks>Not supported (the default): <see langword="null"/>.</remarks>
    /// <param name="connection">Whose names.</param>
    /// <param name="jids">Every JID of them.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The names, by JID and kind.</returns>
    /// <exception cref="HistoryStorageException">The database cannot be read, or holds no history of ours.</exception>
    ValueTask<IReadOnlyList<ExportedName>?> ReadNamesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default) => new((IReadOnlyList<ExportedName>?)null);
}
