namespace HistoryImport;

/// <summary>The database that history ends up in.</summary>
/// <remarks>
/// <para>Only <see cref="UpsertAsync"/> is required. It writes one batch in one transaction, and merges each item with the row that
/// is there by the rules of <see cref="MessageUpsert"/>: every part keeps a maximum. On rows the library did not write (the host's
/// own), only three things may happen: the status rises, amendments apply, and an unsupported or system row gives way to content.</para>
/// <para>Inserting if absent is the database's own operation (a unique key and ON CONFLICT, or its like), never a check before a write.</para>
/// <para>Implementations are thread-safe. The library does not dispose a store; the container that made it does.</para>
/// <para>Throw <see cref="HistoryStorageException"/> if the database as a whole cannot be used: the import ends as failed. Any other
/// exception is taken as caused by a message: the batch is halved until that message is found and set aside.</para>
/// </remarks>
public interface IMessageStore
{
    /// <summary>Gets what this store can do, and how it works best.</summary>
    StoreCapabilities Capabilities => StoreCapabilities.UpsertsOnly;

    /// <summary>Gets the database it lies in, as far as the other parts have to know it: see <see cref="StorageScope"/>.</summary>
    StorageScope? Scope => null;

    /// <summary>Gets where the store keeps how far the recovery of media files has come.</summary>
    /// <remarks>Not supported (the default): media cannot be recovered, and whoever tries is told so.</remarks>
    IMediaLedger? MediaLedger => null;

    /// <summary>Writes a batch in one transaction: all of it, or nothing.</summary>
    /// <param name="connection">Whose messages these are. Part of every key.</param>
    /// <param name="batch">The batch. Keys in it are distinct. Items with content come before items without.</param>
    /// <param name="cancellationToken">Cancels before the commit; afterwards the result is returned all the same.</param>
    /// <returns>What became of each item, in the order of <see cref="MessageBatch.Items"/>.</returns>
    ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Tells what is already there, so that repeats need not be written.</summary>
    /// <remarks>Not supported (the default): every repeat goes through <see cref="UpsertAsync"/>, which is slower and equally right,
    /// and messages that a user deleted on purpose come back. A store that keeps the <see cref="MessageDigest"/> of the last report beside each
    /// row, in an index, answers most of it without reading rows: see <see cref="ExistingMessage.Like"/>.</remarks>
    /// <param name="connection">Whose messages these are.</param>
    /// <param name="items">What is about to be written; keys in it are distinct. Keys say which rows are meant, times where they are likely
    /// to be.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>One entry for each item whose row is there, in any order. A store may leave out what would take long to find, but nothing a
    /// user deleted.</returns>
    ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default) => new([]);

    /// <summary>Gets the oldest messages of a chat that have a time, as anchors to ask the phone for older ones. Calls and system notes are none.</summary>
    /// <remarks>Not supported (the default): the store offers no anchors.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="chatAliases">Every JID of the chat.</param>
    /// <param name="count">How many at most, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>Anchors, oldest first.</returns>
    ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default) => new([]);

    /// <summary>Moves everything kept under one JID, as chat, group sender, reactor or name, to another. Rows that meet merge.</summary>
    /// <remarks>Not supported (the default): rows written before a claim was known stay under their first JID. Repeating a join changes nothing.</remarks>
    ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Gets the marks of what was erased.</summary>
    /// <remarks>Not supported (the default): nothing can be erased.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="known">The number of the marks the caller has; 0 if it has none.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The marks, or the number alone where it is the known one.</returns>
    ValueTask<ErasureMarks> GetErasuresAsync(ConnectionKey connection, long known = 0, CancellationToken cancellationToken = default) => new(ErasureMarks.None);

    /// <summary>Adds marks, and lifts others, in one transaction; the number of the marks rises. Durable when it returns.</summary>
    /// <remarks>From then on no batch is written that was looked through for an earlier number, and none of before is still on its way.</remarks>
    /// <param name="connection">The connection; it is made if need be.</param>
    /// <param name="added">Marks to add. One that is there gets the <see cref="ErasureMark.Erasure"/> given here.</param>
    /// <param name="lifted">Erasures of which all marks go.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    ValueTask ChangeErasuresAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This store cannot erase.");

    /// <summary>Erases a piece in one transaction. Steps are repeated until one says that nothing is left.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="order">What is to go.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This store cannot erase.");

    /// <summary>Lists the connections of a tenant that have anything here.</summary>
    /// <remarks>Needed to erase a tenant, and supported where erasing is.</remarks>
    ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(string tenant, CancellationToken cancellationToken = default) => new([]);
}
