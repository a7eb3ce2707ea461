namespace HistoryImport;

/// <summary>Where a store keeps how far the recovery of media files has come. Only what somebody asked for has an entry.</summary>
/// <remarks>
/// <para>It knows nothing of what states mean: what is written is written whole, if nobody wrote in between. What is written outlasts the process; a
/// power cut may take the last of it back, and then it is done again. Messages that are revoked are not found.</para>
/// <para>Erasing rows (<see cref="IMessageStore.EraseAsync"/>) takes what their messages asked for with it, in the same transaction: of every chat and person that the
/// order names under any JID, of what is older, or of all; and, where keys go, what is not <see cref="MediaState.Stored"/> and so still has one. A file that no
/// message asks for any longer goes; its name stays as one to remove. <see cref="MediaFile.AskedChat"/> is emptied where it names an erased chat.</para>
/// <para>Implementations are thread-safe.</para>
/// </remarks>
public interface IMediaLedger
{
    /// <summary>Finds messages that have media, by their keys.</summary>
    /// <returns>Those that are there, in any order.</returns>
    ValueTask<IReadOnlyList<MediaMessage>> FindMessagesAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Lists messages of a chat that have media, the newest first: by time (none last), then by chat, id, direction and sender as UTF-8 bytes.</summary>
    ValueTask<IReadOnlyList<MediaMessage>> ListMessagesAsync(ConnectionKey connection, MediaQuery query, CancellationToken cancellationToken = default);

    /// <summary>Finds files by their ids.</summary>
    /// <returns>Those that are known, in any order.</returns>
    ValueTask<IReadOnlyList<MediaFile>> FindAsync(ConnectionKey connection, IReadOnlyCollection<string> files, CancellationToken cancellationToken = default);

    /// <summary>Finds the files that messages with an id ask for, in whichever chat.</summary>
    ValueTask<IReadOnlyList<MediaFile>> FindByMessageAsync(ConnectionKey connection, string messageId, CancellationToken cancellationToken = default);

    /// <summary>Notes which messages ask for which files, and makes those that are not there yet.</summary>
    /// <remarks>In the transaction in which it is noted, the message is there: what is erased meanwhile is not asked for.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="references">What asks for what.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>For each the file as it is, or <see langword="null"/> if the message is not there under that key.</returns>
    ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(
        ConnectionKey connection, IReadOnlyList<MediaReference> references, CancellationToken cancellationToken = default);

    /// <summary>Writes a file if it is still what it was read as.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="file">How it is to be, with the <see cref="MediaFile.Version"/> that was read.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The file with its new version; <see langword="null"/> if it is another by now, or gone.</returns>
    ValueTask<MediaFile?> TryWriteAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default);

    /// <summary>Lists files about which there is something to do, the longest due first.</summary>
    ValueTask<IReadOnlyList<MediaFile>> ListDueAsync(
        ConnectionKey connection, DateTimeOffset now, int count, CancellationToken cancellationToken = default);

    /// <summary>Tells whether any file of the connection is not stored, which is all that most who receive history need to know.</summary>
    ValueTask<bool> HasOpenAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Lists stored files that are to be removed.</summary>
    ValueTask<IReadOnlyList<MediaRemoval>> ListRemovalsAsync(ConnectionKey connection, int count, CancellationToken cancellationToken = default);

    /// <summary>Forgets files that the sink has removed.</summary>
    ValueTask RemovedAsync(ConnectionKey connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default);

    /// <summary>Lists the connections with something to do: files that are due, and removals.</summary>
    ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(DateTimeOffset now, CancellationToken cancellationToken = default);
}
