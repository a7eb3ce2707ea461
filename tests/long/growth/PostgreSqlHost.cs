using HistoryImport.PostgreSql;
using HistoryImport.PostgreSql.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HistoryImport.Growth.Tests;

/// <summary>The library over a schema of its own, and what the server had to do for it.</summary>
sealed class PostgreSqlHost : IAsyncDisposable
{
    readonly string _schema = "g_" + Guid.NewGuid().ToString("N");
    readonly CommandCount _commands = new();
    readonly NpgsqlDataSource _source;
    readonly NpgsqlDataSource _beside;
    readonly ServiceProvider _provider;

    PostgreSqlHost(
        string address, Action<HistoryImportOptions>? configure, Action<PostgreSqlOptions>? configureDatabase, Action<IHistoryImportBuilder>? build)
    {
        var own = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(address) { ApplicationName = _schema, MaxPoolSize = 30 }.ConnectionString);
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
        _provider = services.BuildServiceProvider();
    }

    public static async Task<PostgreSqlHost> CreateAsync(
        Action<HistoryImportOptions>? configure = null, Action<PostgreSqlOptions>? configureDatabase = null, Action<IHistoryImportBuilder>? build = null) =>
        new(await TestServer.AddressAsync(), configure, configureDatabase, build);

    public IHistoryImporter Importer => _provider.GetRequiredService<IHistoryImporter>();

    public IMessageStore Store => _provider.GetRequiredService<IMessageStore>();

    public IMessageCache Cache => _provider.GetRequiredService<IMessageCache>();

    public IStateStore State => _provider.GetRequiredService<IStateStore>();

    public ValueTask ReceiveAsync(params IEnumerable<HistoryMessage> messages) => ReceiveAsync(new HistorySet { Messages = [.. messages] });

    public ValueTask ReceiveAsync(HistorySet set) => _provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(Say.Connection, set);

    public async Task<ImportResult> ImportAsync(ImportRequest request)
    {
        ImportResult result = await Importer.ImportAsync(request);
        Assert.Equal(ImportOutcome.Completed, result.Outcome);
        return result;
    }

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

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
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
