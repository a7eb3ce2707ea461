using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>SQLite does not wait for the disk: what a test writes need not outlive the machine.</summary>
sealed class WithoutSync : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Run(connection);
        return Task.CompletedTask;
    }

    static void Run(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF";
        command.ExecuteNonQuery();
    }
}
