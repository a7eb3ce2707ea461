namespace HistoryImport.Testing.Xunit;

/// <summary>What every <see cref="IMessageCache"/> must do. A cache's tests derive from this class and say how to make one.</summary>
public abstract partial class MessageCacheContract : IAsyncLifetime
{
    /// <summary>Gets another connection than the usual one.</summary>
    protected static ConnectionKey OtherConnection { get; } = new("tenant", "other");

    /// <summary>Gets the clock the cache must use.</summary>
    protected ManualTimeProvider Time { get; } = new();

    /// <summary>Gets the cache of this test.</summary>
    protected IMessageCache Cache { get; private set; } = null!;

    /// <summary>Gets whether what was appended outlives the process. If so (the default), <see cref="ReopenAsync"/> is tested.</summary>
    protected virtual bool IsDurable => true;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Cache = await CreateCacheAsync();

    /// <summary>Disposes of what the test made. Called after each test.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Makes an empty cache that uses <see cref="Time"/>.</summary>
    protected abstract ValueTask<IMessageCache> CreateCacheAsync();

    /// <summary>Closes the cache and opens what it left behind.</summary>
    /// <param name="cache">The cache to close.</param>
    protected virtual ValueTask<IMessageCache> ReopenAsync(IMessageCache cache) => throw new NotSupportedException();

    /// <summary>Appends a set of the usual connection.</summary>
    /// <param name="messages">Its messages.</param>
    protected ValueTask AppendAsync(params HistoryMessage[] messages) => Cache.AppendAsync(Some.Connection, new HistorySet { Messages = messages });

    /// <summary>Makes a query.</summary>
    /// <param name="connection">Whose entries; those of the usual connection if not given.</param>
    protected static CacheQuery Query(ConnectionKey? connection = null) => new() { Connection = connection ?? Some.Connection };

    /// <summary>Reads all batches.</summary>
    /// <param name="query">What is wanted; everything of the usual connection if not given.</param>
    protected async Task<List<CacheBatch>> BatchesAsync(CacheQuery? query = null)
    {
        var batches = new List<CacheBatch>();
        await foreach (CacheBatch batch in Cache.ReadAsync(query ?? Query()))
        {
            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>Reads all messages.</summary>
    /// <param name="query">What is wanted; everything of the usual connection if not given.</param>
    protected async Task<List<CachedMessage>> MessagesAsync(CacheQuery? query = null) =>
        [.. (await BatchesAsync(query)).SelectMany(batch => batch.Messages)];

    /// <summary>Reads the ids of all messages, with blanks between.</summary>
    /// <param name="query">What is wanted; everything of the usual connection if not given.</param>
    protected async Task<string> IdsAsync(CacheQuery? query = null) =>
        string.Join(' ', (await MessagesAsync(query)).Select(cached => cached.Message.Id));

    /// <summary>Reads the ids of all amendments of the usual connection that wait.</summary>
    protected Task<string> WaitingIdsAsync() => IdsAsync(Query() with { Waiting = true });

    /// <summary>Finds entries of the usual connection by the ids of their messages.</summary>
    /// <param name="ids">The ids.</param>
    protected async Task<long[]> EntriesAsync(params string[] ids) =>
        [.. (await MessagesAsync()).Where(cached => ids.Contains(cached.Message.Id)).Select(cached => cached.EntryId)];
}
