using HistoryImport.PostgreSql.Tests;
using Npgsql;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>A PostgreSQL database of its own for one test.</summary>
sealed class PostgresDatabase : IAsyncDisposable
{
    readonly string _server;
    readonly NpgsqlConnectionStringBuilder _address;

    PostgresDatabase(string server, string name)
    {
        // No pool: the server may be restarted in between.
        _server = new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString;
        _address = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false };
    }

    public string Store => $"postgres:{new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Pooling = true }}";

    public static async Task<PostgresDatabase> CreateAsync(string? server = null)
    {
        var database = new PostgresDatabase(server ?? await TestServer.AddressAsync(), "t_" + Guid.NewGuid().ToString("N"));
        await RunAsync(database._server, $"CREATE DATABASE {database._address.Database}");
        return database;
    }

    /// <summary>How many messages are committed; 0 while there is no table, or no server.</summary>
    public async Task<long> CountAsync()
    {
        try
        {
            return (long)(await RunAsync(_address.ConnectionString, "SELECT count(*) FROM history_import.messages"))!;
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync() => await RunAsync(_server, $"DROP DATABASE IF EXISTS {_address.Database} WITH (FORCE)");

    static async Task<object?> RunAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
