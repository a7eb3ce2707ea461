using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>Counts the statements of contexts.</summary>
sealed class CommandCounter : DbCommandInterceptor
{
    public int Count { get; set; }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Count++;
        return new(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Count++;
        return new(result);
    }
}
