using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Benchmarks;

/// <summary>A host whose cache hands out decoded messages, and whose database is open.</summary>
sealed class ImportHost : IAsyncDisposable
{
    readonly ServiceProvider _provider;
    readonly ConnectionKey _connection;
    readonly IHistoryImporter _importer;

    ImportHost(ServiceProvider provider, ConnectionKey connection) => (_provider, _connection, _importer, Store) =
        (provider, connection, provider.GetRequiredService<IHistoryImporter>(), provider.GetRequiredService<IMessageStore>());

    public IMessageStore Store { get; }

    public IServiceProvider Services => _provider;

    public static async Task<ImportHost> OpenAsync(
        ConnectionKey connection, HistoryMessage[] history, Action<IHistoryImportBuilder> use, Action<HistoryImportOptions>? configure = null)
    {
        var services = new ServiceCollection();
        use(services.AddHistoryImport(configure));
        services.Replace(ServiceDescriptor.Singleton<IMessageCache>(new DecodedCache(history)));
        var host = new ImportHost(services.BuildServiceProvider(), connection);

        // Opens the database and makes the schema; what is compared with starts from there too.
        await host.Store.UpsertAsync(connection, new MessageBatch());
        return host;
    }

    public async Task ImportAsync()
    {
        ImportResult result = await _importer.ImportAsync(new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero });
        if (result.Outcome != ImportOutcome.Completed)
        {
            throw new InvalidOperationException(result.Reason);
        }
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
