using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HistoryImport.Peers;

/// <summary>The settings of <see cref="SqliteTable"/>, for contexts.</summary>
sealed class SqliteSettings : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    static void Set(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = SqliteTable.Settings;
        command.ExecuteNonQuery();
    }
}
