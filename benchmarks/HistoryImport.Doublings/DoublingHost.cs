using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Doublings;

/// <summary>The library over one database, beside a phone that is never ready.</summary>
sealed class DoublingHost : IAsyncDisposable
{
    public static readonly ConnectionKey Connection = new("tenant", "connection");

    const int SetSize = 1000;

    readonly ServiceProvider _provider;
    readonly IHistoryInbox _inbox;
    readonly IHistoryImporter _importer;

    DoublingHost(ServiceProvider provider) =>
        (_provider, _inbox, _importer) = (provider, provider.GetRequiredService<IHistoryInbox>(), provider.GetRequiredService<IHistoryImporter>());

    /// <param name="database">The kind of database.</param>
    /// <param name="address">A file that is not there yet, or a server: a schema of its own is made.</param>
    public static DoublingHost Open(string database, string address)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHistoryFetcher>(new NoPhone());
        IHistoryImportBuilder builder = services.AddHistoryImport();
        _ = database == "sqlite" ? builder.UseSqlite(address) : builder.UsePostgreSql(address, options => options.Schema = "d_" + Guid.NewGuid().ToString("N"));
        return new DoublingHost(services.BuildServiceProvider());
    }

    public async Task ReceiveAsync(IEnumerable<HistoryMessage> messages, IEnumerable<JidClaim>? claims = null)
    {
        foreach (HistoryMessage[] some in messages.Chunk(SetSize))
        {
            await _inbox.ReceiveAsync(Connection, new HistorySet { Messages = some });
        }

        foreach (JidClaim[] some in (claims ?? []).Chunk(SetSize))
        {
            await _inbox.ReceiveAsync(Connection, new HistorySet { Claims = some });
        }
    }

    public async Task<ImportResult> ImportAsync(ImportRequest request)
    {
        ImportResult result = await _importer.ImportAsync(request);
        return result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound ? result : throw new InvalidOperationException($"{result.Outcome}: {result.Reason}");
    }

    /// <summary>Imports what is cached of the whole connection.</summary>
    public Task<ImportResult> ImportAllAsync() => ImportAsync(new ImportRequest { Connection = Connection, QuietPeriod = TimeSpan.Zero });

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
