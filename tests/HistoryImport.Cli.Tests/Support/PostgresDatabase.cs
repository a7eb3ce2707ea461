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

    /// <summary>The address as Npgsql reads it.</summary>
    public string Address => new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Pooling = true }.ConnectionString;

    public string Store => $"postgres:{Address}";

    public static async Task<PostgresDatabase> CreateAsync(string? server = null, string tablespace = "pg_default")
    {
        var database = new PostgresDatabase(server ?? await TestServer.AddressAsync(), "t_" + Guid.NewGuid().ToString("N"));
        await RunAsync(database._server, $"CREATE DATABASE {database._address.Database} TABLESPACE {tablespace}");
        return database;
    }

    /// <summary>How many messages, or rows of a table, are committed; 0 while there is no table, or no server.</summary>
    public Task<long> CountAsync() => CountAsync("messages");

    public async Task<long> CountAsync(string table)
    {
        try
        {
            return (long)(await RunAsync(_address.ConnectionString, $"SELECT count(*) FROM history_import.{table}"))!;
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }

    public Task RunAsync(string sql) => RunAsync(_address.ConnectionString, sql);

    public async ValueTask DisposeAsync() => await RunAsync(_server, $"DROP DATABASE IF EXISTS {_address.Database} WITH (FORCE)");

    static async Task<object?> RunAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
