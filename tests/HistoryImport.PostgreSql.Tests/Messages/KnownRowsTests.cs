using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Messages;

/// <summary>A few keys tell whether rows are there at all; then they are looked for where their time says. What that misses is found when it is written.</summary>
public sealed class KnownRowsTests : IAsyncLifetime
{
    const int Many = 6000;

    // Of several chats, in no order of theirs.
    readonly MessageUpsert[] _items =
        [.. Enumerable.Range(0, Many).Select(i => Some.Text("b", Some.Key($"M{i:D4}", Some.Number(i % 7))) with { Timestamp = Some.Time - i, PushName = $"N{i % 3}" })];

    TestSchema _schema = null!;
    PostgreSqlMessageStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _store = new PostgreSqlMessageStore(_schema.Open());
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task FindExistingAsync_ManyInSeveralQuestions_FindsEachOnce()
    {
        await WriteAsync(_items);

        IReadOnlyList<ExistingMessage> found = await FindAsync(_items);

        Assert.Equal(Enumerable.Range(0, Many), found.Select(existing => existing.Item).Order());
        Assert.All(found, existing => Assert.Equal(Expected(existing.Item), existing));
    }

    [Fact]
    public async Task UpsertAsync_RowsThatWereMissed_AreDuplicates()
    {
        // The first is of another time, the second not among the few that are asked for at first. Another instance wrote them.
        var other = new PostgreSqlMessageStore(_schema.Open());
        await other.UpsertAsync(Some.Connection, new MessageBatch { Items = [_items[1] with { Timestamp = 1 }, _items[Many - 1]] });
        Assert.Empty(await FindAsync(_items));

        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync(_items);

        Assert.Equal([1, Many - 1], Enumerable.Range(0, Many).Where(i => outcomes[i] == UpsertOutcome.Duplicate));
        Assert.Equal(Many - 2, outcomes.Count(outcome => outcome == UpsertOutcome.Inserted));
    }

    [Fact]
    public async Task FindExistingAsync_ManyOtherRowsOfThatTime_FindsThoseMeant()
    {
        MessageUpsert[] all = [.. _items.Select(item => item with { Key = item.Key with { Chat = Some.Contact } })];
        MessageUpsert[] meant = [.. all.Where((_, i) => i % 4 == 0)];
        await WriteAsync([.. all.Where((_, i) => i % 4 != 0 || i < Many / 2)]);

        Assert.Equal(Enumerable.Range(0, meant.Length / 2), (await FindAsync(meant)).Select(existing => existing.Item).Order());
    }

    [Fact]
    public async Task FindExistingAsync_TheQuestionBeforeFoundRows_AsksForAll()
    {
        await WriteAsync(_items[0], _items[1]);
        Assert.Equal(2, (await FindAsync(_items)).Count);
        await _schema.QueryAsync($"DELETE FROM {{s}}.messages WHERE id = '{_items[0].Key.Id}'");

        Assert.Equal(1, Assert.Single(await FindAsync(_items)).Item);
        Assert.Equal(1, Assert.Single(await FindAsync(_items)).Item);
    }

    [Fact]
    public async Task FindExistingAsync_DigestOfTheItem_IsEnough()
    {
        await WriteAsync(_items[..20]);
        await _schema.QueryAsync("UPDATE {s}.messages SET id = 'unread ' || id");

        Assert.Equal(Enumerable.Range(0, 20).Select(Expected), (await FindAsync(_items[..20])).OrderBy(existing => existing.Item));
    }

    [Fact]
    public async Task FindExistingAsync_RowsWithoutDigest_AreLookedUp()
    {
        await WriteAsync(_items);
        await _schema.QueryAsync("UPDATE {s}.messages SET digest = NULL");

        Assert.Equal(Enumerable.Range(0, Many).Select(Expected), (await FindAsync(_items)).OrderBy(existing => existing.Item));
    }

    [Theory]
    [InlineData("José 👋")]
    [InlineData("")]
    [InlineData("a\u0001b\u0002")]
    public async Task FindExistingAsync_AnyPushName_ReadsIt(string name)
    {
        MessageUpsert[] items = [_items[0] with { PushName = null }, _items[7] with { PushName = name }, _items[14] with { PushName = "C" }];
        await WriteAsync(items);

        IReadOnlyList<ExistingMessage> found = await FindAsync([.. items.Select(item => item with { PushName = null })]);

        Assert.Equal([null, name, "C"], found.OrderBy(existing => existing.Item).Select(existing => existing.PushName));
    }

    ExistingMessage Expected(int item) => new()
    {
        Item = item,
        Version = _items[item].Version,
        Timestamp = _items[item].Timestamp,
        Status = _items[item].Status,
        PushName = _items[item].PushName,
        WireChat = _items[item].WireChat,
    };

    ValueTask<IReadOnlyList<ExistingMessage>> FindAsync(MessageUpsert[] items) => _store.FindExistingAsync(Some.Connection, items);

    async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) =>
        (await _store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;
}
