namespace HistoryImport.Testing.Xunit;

/// <summary>What every <see cref="IMessageCache"/> must do. A cache's tests derive from this class and say how to make one.</summary>
public abstract partial class MessageCacheContract : IAsyncLifetime
{
    protected static ConnectionKey OtherConnection { get; } = new("tenant", "other");

    /// <summary>Gets the clock the cache must use.</summary>
    protected ManualTimeProvider Time { get; } = new();

    protected IMessageCache Cache { get; private set; } = null!;

    /// <summary>Gets whether what was appended outlives the process. If so, <see cref="ReopenAsync"/> is tested.</summary>
    protected virtual bool IsDurable => true;

    public async ValueTask InitializeAsync() => Cache = await CreateCacheAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Makes an empty cache that uses <see cref="Time"/>.</summary>
    protected abstract ValueTask<IMessageCache> CreateCacheAsync();

    /// <summary>Closes the cache and opens what it left behind.</summary>
    protected virtual ValueTask<IMessageCache> ReopenAsync(IMessageCache cache) => throw new NotSupportedException();

    protected ValueTask AppendAsync(params HistoryMessage[] messages) => Cache.AppendAsync(Some.Connection, new HistorySet { Messages = messages });

    protected static CacheQuery Query(ConnectionKey? connection = null) => new() { Connection = connection ?? Some.Connection };

    protected async Task<List<CacheBatch>> BatchesAsync(CacheQuery? query = null)
    {
        var batches = new List<CacheBatch>();
        await foreach (CacheBatch batch in Cache.ReadAsync(query ?? Query()))
        {
            batches.Add(batch);
        }

        return batches;
    }

    protected async Task<List<CachedMessage>> MessagesAsync(CacheQuery? query = null) =>
        [.. (await BatchesAsync(query)).SelectMany(batch => batch.Messages)];

    protected async Task<string> IdsAsync(CacheQuery? query = null) =>
        string.Join(' ', (await MessagesAsync(query)).Select(cached => cached.Message.Id));

    protected Task<string> WaitingIdsAsync() => IdsAsync(Query() with { Waiting = true });

    protected async Task<long[]> EntriesAsync(params string[] ids) =>
        [.. (await MessagesAsync()).Where(cached => ids.Contains(cached.Message.Id)).Select(cached => cached.EntryId)];
}
