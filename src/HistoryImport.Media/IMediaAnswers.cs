namespace HistoryImport.Media;

/// <summary>Takes in what phones answer. Thread-safe.</summary>
public interface IMediaAnswers
{
    /// <summary>Takes an answer in, in any order, late or twice. It is durable when this returns.</summary>
    /// <param name="connection">Whose phone.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it is one to something that was asked. What is not is left alone.</returns>
    /// <exception cref="NotSupportedException">The store keeps no <see cref="IMediaLedger"/>.</exception>
    /// <exception cref="HistoryStorageException">The database failed.</exception>
    ValueTask<bool> ReceiveAsync(ConnectionKey connection, MediaAnswer answer, CancellationToken cancellationToken = default);
}
