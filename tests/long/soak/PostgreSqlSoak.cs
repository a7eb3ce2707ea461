using HistoryImport.PostgreSql.Tests;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.Soak;

/// <summary>A schema of its own on the private server of the tests.</summary>
sealed class PostgreSqlSoak : SoakHost
{
    const string Schema = "soak";

    static readonly string[] _tables = ["messages", "reactions", "members", "names", "claims", "cache_entries", "states", "commit_marks"];

    readonly NpgsqlDataSource _source;
    readonly NpgsqlDataSource _beside;

    PostgreSqlSoak(NpgsqlDataSource source, NpgsqlDataSource beside)
        : base("PostgreSQL", builder => builder.UsePostgreSql(source, options => options.Schema = Schema)) => (_source, _beside) = (source, beside);

    public static async Task<PostgreSqlSoak> CreateAsync()
    {
        string address = await TestServer.AddressAsync();
        return new(
            NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address) { ApplicationName = Schema, MaxPoolSize = 20 }),
            NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address) { Pooling = false }));
    }

    public override async Task MeasureAsync(IDictionary<string, long> figures)
    {
        foreach (string table in _tables)
        {
            figures["rows PostgreSQL " + table] = await AskAsync($"SELECT count(*) FROM {Schema}.{table}");
            figures["bytes PostgreSQL " + table] = await AskAsync($"SELECT pg_total_relation_size('{Schema}.{table}')");
        }

        figures["connections PostgreSQL"] = await AskAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{Schema}'");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await using (NpgsqlCommand command = _beside.CreateCommand($"DROP SCHEMA IF EXISTS {Schema} CASCADE"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await _source.DisposeAsync();
        await _beside.DisposeAsync();
    }

    async Task<long> AskAsync(string sql)
    {
        await using NpgsqlCommand command = _beside.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
