using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Peers;

/// <summary>A table of ours with one of a host beside it.</summary>
sealed class MirroredTable(ITable inner) : ITable
{
    public string Database => inner.Database;

    public async Task PrepareAsync(PeerHistory history, Known known, bool idFirst)
    {
        await inner.PrepareAsync(history, known, idFirst);
        await using DbConnection connection = await OpenAsync();
        await Schema.RunAsync(connection, HostMirror.Table);
    }

    public void Use(IHistoryImportBuilder builder)
    {
        inner.Use(builder);
        _ = Database == "SQLite" ? builder.UseSqliteProjection<HostMirror>() : builder.UsePostgreSqlProjection<HostMirror>();
    }

    public Task<DbConnection> OpenAsync() => inner.OpenAsync();
}
