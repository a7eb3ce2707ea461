namespace HistoryImport.Testing.Xunit;

/// <summary>Rows and the removal of the cache entries they were made of are one transaction, also through what is wrapped around the parts.</summary>
public abstract partial class MessageStoreContract
{
    long[] _entries = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpsertAsync_CacheOfTheSameDatabase_RemovesAllEntriesButThoseOfMissingItems(bool isWrapped)
    {
        (IMessageStore store, IMessageCache cache) = await WithCacheAsync(isWrapped);
        UpsertResult result = await store.UpsertAsync(Some.Connection, Batch(cache.Scope));

        Assert.True(result.CacheEntriesRemoved);
        Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Missing], result.Outcomes);
        Assert.Equal("C E", await CachedIdsAsync(cache));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpsertAsync_FailsWhenEntriesAreRemoved_KeepsRowsAndEntriesTogether(bool isWrapped)
    {
        (IMessageStore store, IMessageCache cache) = await WithCacheAsync(isWrapped);
        MessageBatch batch = Batch(cache.Scope);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await store.UpsertAsync(
            Some.Connection, batch with { Acknowledgements = new TrippingList<Acknowledgement>(batch.Acknowledgements, () => throw new InvalidTimeZoneException()) }));

        Assert.Empty(await RowsAsync());
        Assert.Equal("A B C D E", await CachedIdsAsync(cache));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpsertAsync_CacheOfAnotherDatabase_LeavesItAlone(bool isKnown)
    {
        (IMessageStore store, IMessageCache cache) = await WithCacheAsync(isWrapped: false);
        UpsertResult result = await store.UpsertAsync(Some.Connection, Batch(isKnown ? new StorageScope() : null));

        Assert.False(result.CacheEntriesRemoved);
        Assert.Equal("A B C D E", await CachedIdsAsync(cache));
    }

    [Fact]
    public async Task UpsertAsync_EntriesOfAnotherConnection_AreKept()
    {
        (IMessageStore store, IMessageCache cache) = await WithCacheAsync(isWrapped: false);
        UpsertResult result = await store.UpsertAsync(new ConnectionKey("tenant", "other"), Batch(cache.Scope));

        Assert.True(result.CacheEntriesRemoved);
        Assert.Equal("A B C D E", await CachedIdsAsync(cache));
    }

    async Task<(IMessageStore Store, IMessageCache Cache)> WithCacheAsync(bool isWrapped)
    {
        IMessageCache? cache = await CreateCacheAsync(Store);
        Assert.SkipWhen(cache is null, "The store shares its database with no message cache: acknowledgements.");
        await cache!.AppendAsync(Some.Connection, new HistorySet { Messages = [.. "ABCDE".Select(id => Some.Message($"{id}"))] });
        CachedMessage[] entries = await EntriesAsync(cache);
        _entries = [.. entries.Select(entry => entry.EntryId)];
        return isWrapped ? (new WrappedStore(Store), new WrappedCache(cache)) : (Store, cache);
    }

    MessageBatch Batch(StorageScope? scope) => new()
    {
        Items = [Some.Text(), Some.Amendment(Some.Key("NONE")) with { IsRevoked = true }],
        CacheScope = scope,
        Acknowledgements = [new(_entries[0], 0), new(_entries[1], 0), new(_entries[2], 1), new(_entries[3], -1)],
    };

    static async Task<CachedMessage[]> EntriesAsync(IMessageCache cache)
    {
        var entries = new List<CachedMessage>();
        await foreach (CacheBatch batch in cache.ReadAsync(new CacheQuery { Connection = Some.Connection }))
        {
            entries.AddRange(batch.Messages);
        }

        return [.. entries];
    }

    static async Task<string> CachedIdsAsync(IMessageCache cache) => string.Join(' ', (await EntriesAsync(cache)).Select(entry => entry.Message.Id));

    sealed class WrappedStore(IMessageStore inner) : DelegatingMessageStore(inner);

    sealed class WrappedCache(IMessageCache inner) : DelegatingMessageCache(inner);
}
