using System.Diagnostics;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>Plain COPY through Npgsql on one connection: what PostgreSQL can do with one.</summary>
sealed class CopyImport(PostgreSqlTable table) : Alternative("COPY, Npgsql", table)
{
    public override Role Role => Role.Limit;

    public override bool TakesKnown => false;

    public override async Task<double> ImportAsync(PeerHistory history)
    {
        await using NpgsqlConnection connection = await table.OpenNpgsqlAsync();
        long started = Stopwatch.GetTimestamp();
        RowCopy.Write(connection, "messages", history.Rows);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
