using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>A projection of the host, whatever its context.</summary>
interface IProjector
{
    ValueTask<IReadOnlyList<MessageUpsert>> FindOwnAsync(
        ConnectionKey connection, IReadOnlyList<MessageKey> keys, DbContext context, CancellationToken cancellationToken);

    ValueTask ApplyAsync(HistoryChanges changes, DbContext context, CancellationToken cancellationToken);
}
