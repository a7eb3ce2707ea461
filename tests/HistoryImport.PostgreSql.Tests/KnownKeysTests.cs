using HistoryImport.ContractTests;

namespace HistoryImport.PostgreSql.Tests;

/// <summary>Of many keys a few are asked for first. What they miss is found when it is written.</summary>
public sealed class KnownKeysTests : IAsyncLifetime
{
    const int Many = 2000;

    readonly MessageUpsert[] _items = [.. Enumerable.Range(0, Many).Select(i => Some.Text("b", Some.Key($"M{i:D4}")))];

    TestSchema _schema = null!;
    PostgreSqlMessageStore _store = null!;

    public async Task InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _store = new PostgreSqlMessageStore(_schema.Open());
    }

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task FindExistingAsync_AllAreThere_FindsAll()
    {
        await WriteAsync(_items);

        Assert.Equal(Many, (await FindAsync()).Count);
    }

    [Fact]
    public async Task UpsertAsync_RowsThatTheFewMiss_AreDuplicates()
    {
        await WriteAsync(_items[1], _items[Many - 1]);
        Assert.Empty(await FindAsync());

        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync(_items);

        Assert.Equal([1, Many - 1], Enumerable.Range(0, Many).Where(i => outcomes[i] == UpsertOutcome.Duplicate));
        Assert.Equal(Many - 2, outcomes.Count(outcome => outcome == UpsertOutcome.Inserted));
    }

    [Fact]
    public async Task FindExistingAsync_TheQuestionBeforeFoundRows_AsksForAll()
    {
        await WriteAsync(_items[0], _items[1]);
        Assert.Equal(2, (await FindAsync()).Count);
        await _schema.QueryAsync($"DELETE FROM {{s}}.messages WHERE id = '{_items[0].Key.Id}'");

        Assert.Equal(_items[1].Key, Assert.Single(await FindAsync()).Key);
        Assert.Equal(_items[1].Key, Assert.Single(await FindAsync()).Key);
    }

    ValueTask<IReadOnlyList<ExistingMessage>> FindAsync() => _store.FindExistingAsync(Some.Connection, [.. _items.Select(item => item.Key)]);

    async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) =>
        (await _store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;
}
