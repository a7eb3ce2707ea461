using HistoryImport.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>The mirror through any context.</summary>
sealed class EfMirror : IHistoryProjection<DbContext>
{
    public ValueTask ApplyAsync(HistoryChanges changes, DbContext target, CancellationToken cancellationToken = default) =>
        new MirrorProjection { Prepare = command => command.Transaction = target.Database.CurrentTransaction!.GetDbTransaction() }
            .ApplyAsync(changes, target.Database.GetDbConnection(), cancellationToken);
}
