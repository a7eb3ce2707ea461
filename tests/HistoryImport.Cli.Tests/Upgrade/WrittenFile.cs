using System.Data.Common;
using HistoryImport.Cli.Tests.Support;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Cli.Tests.Upgrade;

/// <summary>A SQLite file that an older version wrote.</summary>
sealed class WrittenFile : WrittenDatabase
{
    readonly Scratch _scratch = new();

    public override string Store => _scratch.Store;

    protected override string Schema => "";

    public static async Task<WrittenDatabase> CreateAsync()
    {
        var made = new WrittenFile();
        await made.RestoreAsync("sqlite.sql");
        return made;
    }

    /// <summary>One that nobody wrote yet.</summary>
    public static WrittenDatabase CreateEmpty() => new WrittenFile();

    public override ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={_scratch.Database};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
