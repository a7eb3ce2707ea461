using HistoryImport.PostgreSql;
using HistoryImport.PostgreSql.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HistoryImport.Growth.Tests;

/// <summary>The library over a schema of its own, and what the server had to do for it.</summary>
sealed class PostgreSqlHost : GrowthHost
{
    readonly string _schema = "g_" + Guid.NewGuid().ToString("N");
    readonly CommandCount _commands = new();
    readonly NpgsqlDataSource _source;
    readonly NpgsqlDataSource _beside;

    PostgreSqlHost(
        string address, int maxPoolSize, Action<HistoryImportOptions>? configure, Action<PostgreSqlOptions>? configureDatabase, Action<IHistoryImportBuilder>? build)
    {
        var own = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(address) { ApplicationName = _schema, MaxPoolSize = maxPoolSize }.ConnectionString);
        own.UseLoggerFactory(LoggerFactory.Create(logs => logs.AddProvider(_commands).SetMinimumLevel(LogLevel.Debug)));
        _source = own.Build();
        _beside = NpgsqlDataSource.Create(address);
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport(configure).UsePostgreSql(_source, options =>
        {
            options.Schema = _schema;
            configureDatabase?.Invoke(options);
        });
        build?.Invoke(builder);
        Provider = services.BuildServiceProvider();
    }

    protected override ServiceProvider Provider { get; }

    public static async Task<PostgreSqlHost> CreateAsync(
        Action<HistoryImportOptions>? configure = null, Action<PostgreSqlOptions>? configureDatabase = null, Action<IHistoryImportBuilder>? build = null,
        int maxPoolSize = 30) =>
        new(await TestServer.AddressAsync(), maxPoolSize, configure, configureDatabase, build);

    /// <summary>Counts the commands that some work sends to the server.</summary>
    public async Task<long> CommandsAsync(Func<Task> work)
    {
        long before = _commands.Count;
        await work();
        return _commands.Count - before;
    }

    /// <summary>Counts the rows and index entries that some work reads.</summary>
    public async Task<long> RowsAsync(Func<Task> work)
    {
        long before = await ReadAsync();
        await work();
        return await ReadAsync() - before;
    }

    /// <summary>Asks the server past everything. <c>{s}</c> stands for the schema.</summary>
    public async Task<long> AskAsync(string sql)
    {
        await using NpgsqlCommand command = _beside.CreateCommand(sql.Replace("{s}", _schema, StringComparison.Ordinal));
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public override async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await _source.DisposeAsync();
        await AskAsync("DROP SCHEMA IF EXISTS {s} CASCADE");
        await _beside.DisposeAsync();
    }

    // What a connection counted, it tells when it closes.
    async Task<long> ReadAsync()
    {
        _source.Clear();
        while (await AskAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{s}' AND state = 'idle' AND query NOT LIKE 'LISTEN%'") > 0)
        {
            await Task.Delay(20);
        }

        return await AskAsync("""
            SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = '{s}')
                 + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = '{s}')
            """);
    }
}
