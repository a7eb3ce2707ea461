using System.Data.Common;
using HistoryImport.Cli.Tests.Support;
using Npgsql;

namespace HistoryImport.Cli.Tests.Upgrade;

/// <summary>A PostgreSQL schema that an older version wrote.</summary>
sealed class WrittenSchema : WrittenDatabase
{
    readonly PostgresDatabase _database;

    WrittenSchema(PostgresDatabase database) => _database = database;

    public override string Store => _database.Store;

    protected override string Schema => "history_import.";

    public static async Task<WrittenDatabase> CreateAsync()
    {
        var made = new WrittenSchema(await PostgresDatabase.CreateAsync());
        await made.RestoreAsync("postgresql.sql");
        return made;
    }

    public override ValueTask DisposeAsync() => _database.DisposeAsync();

    // No pool: the script changes settings of its session.
    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
