using System.Diagnostics;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>COPY into a table of its own, then one statement that moves what is new: what one writes by hand who knows PostgreSQL.</summary>
sealed class StagedCopyImport(PostgreSqlTable table) : Alternative("COPY and INSERT … ON CONFLICT", table)
{
    public override async Task<double> ImportAsync(PeerHistory history)
    {
        await using NpgsqlConnection connection = await table.OpenNpgsqlAsync();
        long started = Stopwatch.GetTimestamp();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await Schema.RunAsync(connection, "CREATE TEMPORARY TABLE staged(LIKE messages) ON COMMIT DROP");
        RowCopy.Write(connection, "staged", history.Rows);
        await Schema.RunAsync(connection, $"INSERT INTO messages({Schema.Columns}) SELECT {Schema.Columns} FROM staged ON CONFLICT DO NOTHING");
        await transaction.CommitAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
