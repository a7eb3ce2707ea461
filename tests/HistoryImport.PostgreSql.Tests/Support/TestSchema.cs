using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Support;

/// <summary>A schema of its own for each test, and databases on it that are closed with it.</summary>
sealed class TestSchema : IAsyncDisposable
{
    readonly List<HistoryDatabase> _databases = [];
    readonly NpgsqlDataSource _source;

    TestSchema(string address) => _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address) { MaxPoolSize = 30 });

    public string Name { get; } = "t_" + Guid.NewGuid().ToString("N");

    public NpgsqlDataSource Source => _source;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static async Task<TestSchema> CreateAsync(TimeProvider? time = null, string? address = null) =>
        new(address ?? await TestServer.AddressAsync()) { Time = time ?? TimeProvider.System };

    public HistoryDatabase Open(
        Action<PostgreSqlOptions>? configure = null, NpgsqlDataSource? source = null, ILogger<HistoryDatabase>? logger = null, TimeSpan? limit = null)
    {
        var options = new PostgreSqlOptions { Schema = Name };
        configure?.Invoke(options);
        var database = new HistoryDatabase(
            source ?? _source, ownsSource: source is not null, options, Time, new Telemetry(), logger ?? NullLogger<HistoryDatabase>.Instance)
        {
            StatementLimit = limit ?? PostgreSqlDefaults.StatementLimit,
        };
        _databases.Add(database);
        return database;
    }

    /// <summary>Runs SQL past everything. <c>{s}</c> stands for the schema.</summary>
    public async Task<List<object[]>> QueryAsync(string sql)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql.Replace("{s}", Name, StringComparison.Ordinal));
        return await command.RowsAsync();
    }

    /// <summary>Asks how the server would run a statement.</summary>
    public async Task<string> ExplainAsync(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = _source.CreateCommand("EXPLAIN " + new SchemaName(Name).Qualify(sql));
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return string.Join('\n', (await command.RowsAsync()).Select(row => (string)row[0]));
    }

    public async Task<long> CountAsync(string table) => (long)(await QueryAsync($"SELECT count(*) FROM {{s}}.{table}"))[0][0];

    /// <summary>Makes the tables of a mirror beside those of a database, and what writes to it.</summary>
    public async Task<Projector<NpgsqlConnection>> MirrorAsync(HistoryDatabase database, MirrorProjection? mirror = null)
    {
        // The schema exists from the first question on.
        await new PostgreSqlMessageStore(database).FindExistingAsync(Some.Connection, [Some.Text()]);
        mirror ??= new MirrorProjection($"{Name}.");
        await QueryAsync(mirror.Tables);
        return new Projector<NpgsqlConnection>(mirror, PostgreSqlFault.OfHost);
    }

    public StoredRow[] Rows() => StoredRows.Read(Query);

    public List<object[]> Query(string sql)
    {
        using NpgsqlCommand command = _source.CreateCommand(sql.Replace("{s}", Name, StringComparison.Ordinal));
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HistoryDatabase database in _databases)
        {
            await database.DisposeAsync();
        }

        await QueryAsync("DROP SCHEMA IF EXISTS {s} CASCADE");
        await _source.DisposeAsync();
    }
}
