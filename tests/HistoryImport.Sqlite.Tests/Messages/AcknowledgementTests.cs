using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Messages;

/// <summary>Rows and the removal of their cache entries are one transaction.</summary>
public sealed class AcknowledgementTests : IDisposable
{
    readonly TestFile _file = new();
    readonly SqliteMessageStore _store;
    readonly SqliteMessageCache _cache;

    public AcknowledgementTests()
    {
        HistoryDatabase database = _file.Open();
        (_store, _cache) = (new SqliteMessageStore(database), new SqliteMessageCache(database));
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task UpsertAsync_OwnCache_RemovesAllEntriesButThoseOfMissingItems()
    {
        await FillAsync(5);
        UpsertResult result = await _store.UpsertAsync(Some.Connection, Batch(_cache));

        Assert.True(result.CacheEntriesRemoved);
        Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Missing], result.Outcomes);
        Assert.Equal([3L, 5L], Left());
    }

    [Fact]
    public async Task UpsertAsync_CacheOfAnotherFile_LeavesItAlone()
    {
        await FillAsync(5);
        using var other = new TestFile();
        UpsertResult result = await new SqliteMessageStore(other.Open()).UpsertAsync(Some.Connection, Batch(_cache));

        Assert.False(result.CacheEntriesRemoved);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], Left());
    }

    [Fact]
    public async Task UpsertAsync_FailsOrIsCancelled_KeepsRowsAndEntriesTogether()
    {
        await FillAsync(5);
        using var cancellation = new CancellationTokenSource();
        MessageBatch batch = Batch(_cache) with { Acknowledgements = new CancellingEntries(cancellation) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _store.UpsertAsync(Some.Connection, batch, cancellation.Token));
        Assert.Equal(0, _file.Count("messages"));
        Assert.Equal(5, Left().Count);
    }

    [Fact]
    public async Task UpsertAsync_EntriesOfAnotherConnection_AreKept()
    {
        await FillAsync(5);
        await _store.UpsertAsync(new ConnectionKey("tenant", "other"), Batch(_cache));

        Assert.Equal(5, Left().Count);
    }

    static MessageBatch Batch(IMessageCache cache) => new()
    {
        Items = [Some.Text(), Some.Amendment(Some.Key("NONE")) with { IsRevoked = true }],
        CacheScope = cache.Scope,
        Acknowledgements = [new(1, 0), new(2, 0), new(3, 1), new(4, -1)],
    };

    ValueTask FillAsync(int count) =>
        _cache.AppendAsync(Some.Connection, new HistorySet { Messages = [.. Enumerable.Range(0, count).Select(i => Some.Message("ID" + i))] });

    List<long> Left() => [.. _file.Query("SELECT entry_id FROM cache_entries ORDER BY entry_id").Select(row => (long)row[0])];

    /// <summary>Cancels once the rows are written and the entries are asked for.</summary>
    sealed class CancellingEntries(CancellationTokenSource cancellation) : IReadOnlyList<Acknowledgement>
    {
        public int Count => 1;

        public Acknowledgement this[int index] => new(1, 0);

        public IEnumerator<Acknowledgement> GetEnumerator()
        {
            cancellation.Cancel();
            yield return this[0];
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
