using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Support;

/// <summary>The library as a host has it, with an in-memory store.</summary>
sealed class ImportHost : IAsyncDisposable
{
    readonly ServiceProvider _provider;

    public ImportHost(
        InMemoryMessageStore? store = null, Action<HistoryImportOptions>? configure = null, Action<IServiceCollection>? register = null,
        params IProgressSink[] sinks)
    {
        Store = store ?? new InMemoryMessageStore();
        var services = new ServiceCollection();
        services.AddHistoryImport(configure);
        services.AddSingleton<IMessageStore>(Store);
        foreach (IProgressSink sink in sinks)
        {
            services.AddSingleton(sink);
        }

        register?.Invoke(services);
        _provider = services.BuildServiceProvider();
    }

    public InMemoryMessageStore Store { get; }

    public IHistoryInbox Inbox => _provider.GetRequiredService<IHistoryInbox>();

    public IMessageCache Cache => _provider.GetRequiredService<IMessageCache>();

    public IStateStore States => _provider.GetRequiredService<IStateStore>();

    public IHistoryEraser Eraser => _provider.GetRequiredService<IHistoryEraser>();

    public IHistoryImporter Importer => _provider.GetRequiredService<IHistoryImporter>();

    public ValueTask ReceiveAsync(params IEnumerable<HistoryMessage> messages) => Inbox.ReceiveAsync(Some.Connection, Some.Set(messages));

    public async Task<ImportResult> ImportAsync(ImportRequest? request = null, CancellationToken cancellationToken = default)
    {
        ImportResult result = await Importer.ImportAsync(request ?? Some.Request, cancellationToken);
        AssertAddsUp(result);
        return result;
    }

    public IReadOnlyList<string> Rows() => Store.Texts(Some.Connection);

    public async Task<int> CachedAsync()
    {
        int count = 0;
        foreach (bool waiting in new[] { false, true })
        {
            await foreach (CacheBatch batch in Cache.ReadAsync(new CacheQuery { Connection = Some.Connection, Waiting = waiting }))
            {
                count += batch.Messages.Count;
            }
        }

        return count;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    static void AssertAddsUp(ImportResult result)
    {
        ImportCounts counts = result.Counts;
        Assert.Equal(
            counts.Read,
            counts.Invalid + counts.Filtered + counts.Folded + counts.Duplicates + counts.Inserted + counts.Updated + counts.Failed);
        Assert.Equal(counts.Filtered, result.FilteredBy.Values.Sum());
    }
}
