using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.Peers;

/// <summary>EF Core: asks for 1 000 ids at once, adds what is missing, saves, forgets.</summary>
sealed class EfCoreImport(ITable table) : Alternative("EF Core, AddRange and SaveChanges", table)
{
    const int ChunkSize = 1000;

    public override bool LooksUpById => true;

    public override async Task<double> ImportAsync(PeerHistory history)
    {
        await using DbConnection connection = await Table.OpenAsync();
        var options = new DbContextOptionsBuilder<MessagesContext>();
        _ = Table is PostgreSqlTable ? options.UseNpgsql(connection) : options.UseSqlite(connection);
        await using var context = new MessagesContext(options.Options);
        _ = context.Model;
        long started = Stopwatch.GetTimestamp();
        foreach (Row[] chunk in history.Rows.Chunk(ChunkSize))
        {
            string[] ids = [.. chunk.Select(row => row.Id)];
            HashSet<string> known = await context.Messages.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync();
            context.Messages.AddRange(chunk.Where(row => !known.Contains(row.Id)));
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
