namespace HistoryImport;

/// <summary>Erases persons, chats, connections and tenants, and keeps them erased.</summary>
/// <remarks>
/// <para>Rows, reactions, names, who is who, what is cached or waits, and what is remembered of runs. What is erased leaves a mark, made with the host's
/// <see cref="ErasureKey"/>: what is delivered of it later, by whatever road and however late, is not kept, until the mark is lifted. Then only what
/// is delivered afterwards comes back: what came between is gone. So a phone number that was given to somebody else has to be lifted.</para>
/// <para>Every call may be cancelled, or die with its process, and be repeated: it goes on where it stopped, and changes nothing where it was done.
/// It may run beside imports, on any instance; one that asks for the chat that is erased is ended first. Thread-safe.</para>
/// </remarks>
public interface IHistoryEraser
{
    /// <summary>Erases a person: the chat with them, and in every group what they sent, their reactions and reactions to what they sent.</summary>
    /// <remarks>Of what others wrote, only the raw payload goes where it names the person: bodies stay. A system note whose body names the person goes,
    /// whether it came before or comes later: nobody wrote it. A claim that comes later and says that another
    /// address is this person's erases what stands under that one, too.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="person">Any of the person's JIDs.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <returns>What was removed by this call.</returns>
    /// <exception cref="ArgumentException">The JID is no person's, or the connection's own account's.</exception>
    /// <exception cref="InvalidOperationException">The host named no <see cref="ErasureKey"/>.</exception>
    /// <exception cref="HistoryStorageException">A database failed, or was erased from with another key.</exception>
    ValueTask<ErasureResult> ErasePersonAsync(ConnectionKey connection, Jid person, CancellationToken cancellationToken = default);

    /// <summary>Erases a chat with all that is in it. Its persons stay where they are otherwise known.</summary>
    /// <inheritdoc cref="ErasePersonAsync"/>
    /// <param name="connection">The connection.</param>
    /// <param name="chat">Any of the chat's JIDs.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    ValueTask<ErasureResult> EraseChatAsync(ConnectionKey connection, Jid chat, CancellationToken cancellationToken = default);

    /// <summary>Erases a connection: all of its rows, and what <see cref="IHistoryInbox.ForgetAsync"/> forgets. Runs are ended first.</summary>
    /// <inheritdoc cref="ErasePersonAsync"/>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    ValueTask<ErasureResult> EraseConnectionAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Erases every connection of a tenant that the store knows.</summary>
    /// <inheritdoc cref="ErasePersonAsync"/>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    ValueTask<ErasureResult> EraseTenantAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Removes rows that are older than a point in time, with their reactions. They leave no mark: see <c>HistoryImportOptions.RowRetention</c>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="before">Rows with an earlier time go. Those without a time stay.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <exception cref="HistoryStorageException">The database failed.</exception>
    ValueTask<ErasureResult> RemoveOlderAsync(ConnectionKey connection, DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Removes the keys of media from rows that are older than a point in time, and their raw payloads, which hold the keys too. Nothing else goes.</summary>
    /// <remarks>Whoever has a key can read the file wherever a copy of it lies. A message that is delivered again as it was does not bring its key back.
    /// What such a message asked for and is not stored yet is forgotten with its key.
    /// What is still in the cache keeps its keys: see <c>HistoryImportOptions.KeepMediaKeys</c> for a host that wants none.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="before">Rows with an earlier time lose their keys. Those without a time keep them.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <exception cref="HistoryStorageException">The database failed.</exception>
    ValueTask<ErasureResult> RemoveMediaKeysAsync(ConnectionKey connection, DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Lifts the marks of a person or chat that was erased, by any JID it was erased under: what is delivered from now on is kept.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">The host named no <see cref="ErasureKey"/>.</exception>
    ValueTask<bool> LiftAsync(ConnectionKey connection, Jid personOrChat, CancellationToken cancellationToken = default);

    /// <summary>Lifts the mark of a connection that was erased as a whole. Marks of its persons and chats stay.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">The host named no <see cref="ErasureKey"/>.</exception>
    ValueTask<bool> LiftConnectionAsync(ConnectionKey connection, CancellationToken cancellationToken = default);
}
