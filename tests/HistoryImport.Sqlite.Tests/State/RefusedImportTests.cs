using HistoryImport.Tests.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Sqlite.Tests.State;

public sealed class RefusedImportTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task ImportAsync_AnotherProgramHoldsTheFile_ProgressSaysSo()
    {
        using var another = new SqliteConnection($"Data Source={_file.Path};Pooling=false");
        await RefusedImport.AssertSaysSoAsync(
            builder => builder.UseSqlite(_file.Path),
            async () =>
            {
                await another.OpenAsync();
                await RunAsync("BEGIN IMMEDIATE");
            },
            () => RunAsync("ROLLBACK"),
            isStatusWritten: false);

        async Task RunAsync(string sql)
        {
            await using SqliteCommand command = another.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
