using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Writes the host's own entities from what an import did. The host's one class.</summary>
/// <remarks>
/// <para>It merges nothing: what it is handed is merged. Write each row from the state alone, never from what the row said before or from the order of
/// calls; then the host's rows end up the same in any order and after any repetition. <c>ProjectionContract</c> of HistoryImport.Testing.Xunit tells whether they do.</para>
/// <para>It is called inside the transaction that writes the library's rows: both are committed, or neither. After it returns the library
/// calls <c>SaveChangesAsync</c>. One call at a time for each connection; for several connections at once, each with a context of its own: keep nothing
/// between calls. A call may come again with a fresh context where its transaction failed. What it throws fails the batch, which is halved
/// until the message that causes it is found and set aside.</para>
/// </remarks>
/// <typeparam name="TContext">The host's context.</typeparam>
public interface IHistoryProjection<TContext>
    where TContext : DbContext
{
    /// <summary>Finds messages that the host wrote itself before history tells of them, by id, chat and direction, say.</summary>
    /// <remarks>They are adopted: what they say stays. Only their status rises, amendments apply, and what is of kind
    /// <see cref="MessageKind.Unsupported"/> or <see cref="MessageKind.System"/> gives way to content. Asked once for each message that
    /// the library does not know. None (the default): the host wrote none.</remarks>
    /// <param name="connection">Whose messages these are.</param>
    /// <param name="keys">The messages.</param>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What the rows say, each with the key it was asked for. Their version is not looked at.</returns>
    ValueTask<IReadOnlyList<MessageUpsert>> FindOwnAsync(
        ConnectionKey connection, IReadOnlyList<MessageKey> keys, TContext context, CancellationToken cancellationToken = default) => new([]);

    /// <summary>Writes the host's entities.</summary>
    /// <param name="changes">What became of messages, and the names of who is in them.</param>
    /// <param name="context">The context, in the same transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask ApplyAsync(HistoryChanges changes, TContext context, CancellationToken cancellationToken = default);
}
