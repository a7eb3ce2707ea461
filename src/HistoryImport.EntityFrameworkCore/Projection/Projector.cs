using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>A projection of the host.</summary>
sealed class Projector<TContext>(IHistoryProjection<TContext> projection) : IProjector
    where TContext : DbContext
{
    public async ValueTask<IReadOnlyList<MessageUpsert>> FindOwnAsync(
        ConnectionKey connection, IReadOnlyList<MessageKey> keys, DbContext context, CancellationToken cancellationToken)
    {
        if (projection is not IAdoptingProjection<TContext> adopting)
        {
            return [];
        }

        var asked = keys.ToHashSet();
        IReadOnlyCollection<MessageUpsert> found = [.. await NamedAsync(adopting.FindOwnAsync(connection, keys, (TContext)context, cancellationToken)).ConfigureAwait(false)];
        return
        [
            .. found
                .Where(row => asked.Contains(row.Key)).DistinctBy(row => row.Key).Select(OfHost),
        ];
    }

    public async ValueTask ApplyAsync(HistoryChanges changes, DbContext context, CancellationToken cancellationToken)
    {
        await NamedAsync(ApplyAsync()).ConfigureAwait(false);

        async ValueTask<int> ApplyAsync()
        {
            await projection.ApplyAsync(changes, (TContext)context, cancellationToken).ConfigureAwait(false);
            return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // What a database's error means, the caller tells from the cause.
    async ValueTask<T> NamedAsync<T>(ValueTask<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or HistoryStorageException or OutOfMemoryException))
        {
            throw ProjectionFault.Of(projection, error);
        }
    }

    static MessageUpsert OfHost(MessageUpsert row)
    {
        MessageContent content = row.Content ?? new MessageContent { Kind = MessageKind.Unsupported };
        return row with { Content = content, Version = ContentVersion.OfHostRow(content.Kind), MatchesEitherDirection = false, IsFollowUp = false };
    }
}
