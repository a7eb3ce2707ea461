namespace HistoryImport.Media;

/// <summary>Recovers the media of messages that were imported, when somebody asks for them. Thread-safe.</summary>
/// <remarks>What became of each file is kept in the store: any call may be cancelled, or die with its process, and be repeated, on any instance.</remarks>
public interface IMediaRecovery
{
    /// <summary>Recovers media: each file once, however many messages share it.</summary>
    /// <param name="connection">Whose media.</param>
    /// <param name="order">Which.</param>
    /// <param name="progress">Is told each item at once, with its thumbnail, and again whenever it changes.</param>
    /// <param name="cancellationToken">Cancels. What was begun is given back, so that the next call goes on with it.</param>
    /// <returns>How each stands. That one could not be recovered is no exception.</returns>
    /// <exception cref="ArgumentException">The order names neither messages nor a chat, or both.</exception>
    /// <exception cref="NotSupportedException">The store keeps no <see cref="IMediaLedger"/>.</exception>
    /// <exception cref="HistoryStorageException">The database failed.</exception>
    ValueTask<MediaResult> RecoverAsync(
        ConnectionKey connection, MediaOrder order, IProgress<MediaItem>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Tells how the media of messages stand, and does nothing about it.</summary>
    /// <param name="connection">Whose media.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="NotSupportedException">The store keeps no <see cref="IMediaLedger"/>.</exception>
    /// <exception cref="HistoryStorageException">The database failed.</exception>
    ValueTask<MediaResult> GetAsync(ConnectionKey connection, IReadOnlyCollection<MessageKey> messages, CancellationToken cancellationToken = default);
}
