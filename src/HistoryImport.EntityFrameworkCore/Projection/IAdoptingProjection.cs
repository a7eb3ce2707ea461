using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>A projection into tables that hold messages the host wrote itself, before history tells of them.</summary>
/// <typeparam name="TContext">The host's context. After <see cref="IHistoryProjection{TTarget}.ApplyAsync"/> returns the library calls <c>SaveChangesAsync</c>.</typeparam>
public interface IAdoptingProjection<in TContext> : IHistoryProjection<TContext>
    where TContext : DbContext
{
    /// <summary>Finds messages that the host wrote itself, by id, chat and direction, say.</summary>
    /// <remarks>They are adopted: what they say stays. Only their status rises, amendments apply, and what is of kind
    /// <see cref="MessageKind.Unsupported"/> or <see cref="MessageKind.System"/> gives way to content. Asked once for each message that
    /// the library does not know.</remarks>
    /// <param name="connection">Whose messages these are.</param>
    /// <param name="keys">The messages.</param>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What the rows say, each with the key it was asked for. Their version is not looked at.</returns>
    ValueTask<IReadOnlyList<MessageUpsert>> FindOwnAsync(
        ConnectionKey connection, IReadOnlyList<MessageKey> keys, TContext context, CancellationToken cancellationToken = default);
}
