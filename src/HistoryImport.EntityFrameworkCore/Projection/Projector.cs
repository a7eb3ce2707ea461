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
        return
        [
            .. (await adopting.FindOwnAsync(connection, keys, (TContext)context, cancellationToken).ConfigureAwait(false))
                .Where(row => asked.Contains(row.Key)).DistinctBy(row => row.Key).Select(OfHost),
        ];
    }

    public async ValueTask ApplyAsync(HistoryChanges changes, DbContext context, CancellationToken cancellationToken)
    {
        await projection.ApplyAsync(changes, (TContext)context, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    static MessageUpsert OfHost(MessageUpsert row)
    {
        MessageContent content = row.Content ?? new MessageContent { Kind = MessageKind.Unsupported };
        return row with { Content = content, Version = ContentVersion.OfHostRow(content.Kind), MatchesEitherDirection = false, IsFollowUp = false };
    }
}
