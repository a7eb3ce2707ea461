using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Peers;

/// <summary>One prepared <c>INSERT OR IGNORE</c> of Microsoft.Data.Sqlite, one transaction.</summary>
sealed class PreparedStatementImport(SqliteTable table) : Alternative("Microsoft.Data.Sqlite, one statement", table)
{
    public override async Task<double> ImportAsync(PeerHistory history)
    {
        await using SqliteConnection connection = await table.OpenSqliteAsync();
        long started = Stopwatch.GetTimestamp();
        await using SqliteTransaction transaction = connection.BeginTransaction();
        RowStatement.Write(connection, history.Rows);
        transaction.Commit();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
