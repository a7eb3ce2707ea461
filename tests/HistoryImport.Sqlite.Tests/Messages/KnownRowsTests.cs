using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Messages;

/// <summary>A few keys tell whether rows are there at all; then the digests of their time do. What that misses is found when it is written.</summary>
public sealed class KnownRowsTests : IDisposable
{
    const int Many = 1000;

    // Of several chats, in no order of theirs.
    readonly MessageUpsert[] _items =
        [.. Enumerable.Range(0, Many).Select(i => Some.Text("b", Some.Key($"M{i:D4}", Some.Number(i % 7))) with { Timestamp = Some.Time - i, PushName = $"N{i % 3}" })];

    readonly TestFile _file = new();
    readonly SqliteMessageStore _store;

    public KnownRowsTests() => _store = new SqliteMessageStore(_file.Open());

    public void Dispose()
    {
        _store.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task FindExistingAsync_DigestOfTheItem_IsEnough()
    {
        await WriteAsync(_items);
        _file.Query("UPDATE messages SET id = 'unread ' || id");

        Assert.Equal(Enumerable.Range(0, 20).Select(Expected), (await FindAsync(_items[..20])).OrderBy(existing => existing.Item));
    }

    [Fact]
    public async Task FindExistingAsync_RowsWithoutDigest_AreLookedUp()
    {
        await WriteAsync(_items);
        _file.Query("UPDATE messages SET digest = NULL");

        Assert.Equal(Enumerable.Range(0, Many).Select(Expected), (await FindAsync(_items)).OrderBy(existing => existing.Item));
    }

    [Fact]
    public async Task UpsertAsync_RowsThatWereMissed_AreDuplicates()
    {
        // The first is of another time, the second not among the few that are asked for at first.
        await WriteAsync(_items[1] with { Timestamp = 1 }, _items[Many - 1]);
        Assert.Empty(await FindAsync(_items));

        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync(_items);

        Assert.Equal([1, Many - 1], Enumerable.Range(0, Many).Where(i => outcomes[i] == UpsertOutcome.Duplicate));
    }

    [Fact]
    public async Task FindExistingAsync_TheQuestionBeforeFoundRows_AsksForAll()
    {
        await WriteAsync(_items[0], _items[1]);
        Assert.Equal(2, (await FindAsync(_items)).Count);
        _file.Query($"DELETE FROM messages WHERE id = '{_items[0].Key.Id}'");

        Assert.Equal(1, Assert.Single(await FindAsync(_items)).Item);
    }

    [Fact]
    public async Task FindExistingAsync_OlderSchema_IsUpgradedAndItsRowsAreFound()
    {
        TestFile.Query(_file.At("old.db"), EmbeddedScript.Read(1) + $"""
            PRAGMA application_id={SchemaGuard.ApplicationId}; PRAGMA user_version=1;
            INSERT INTO connections VALUES(1, 'tenant', 'connection');
            INSERT INTO chats VALUES(1, 1, '{Some.Contact.Value}');
            INSERT INTO messages(chat_id, id, from_me, sender, timestamp, revoked, version, kind, body)
            VALUES(1, 'ID', 0, '', {Some.Time}, 0, zeroblob({ContentVersion.Length}), 'text', 'old')
            """);
        using var store = new SqliteMessageStore(_file.Open(options => options.Path = _file.At("old.db")));

        Assert.Single(await store.FindExistingAsync(Some.Connection, [Some.Text()]));
        Assert.Equal("old", Assert.Single(await new SqliteHistoryReader(_file.At("old.db")).ReadAllAsync()).Body);
    }

    [Fact]
    public async Task UpsertAsync_OlderSchema_TakesTheOfficialRoadIntoTheRowsThatAreThere()
    {
        TestFile.Query(_file.At("old.db"), EmbeddedScript.Read(1) + EmbeddedScript.Read(2) + $"""
            PRAGMA application_id={SchemaGuard.ApplicationId}; PRAGMA user_version=2;
            INSERT INTO connections VALUES(1, 'tenant', 'connection');
            INSERT INTO chats VALUES(1, 1, '{Some.Contact.Value}');
            INSERT INTO messages(chat_id, id, from_me, sender, timestamp, revoked, version, kind, body)
            VALUES(1, 'ID', 0, '', {Some.Time}, 0, x'{Some.Text("old").Version}', 'text', 'old')
            """);
        using var store = new SqliteMessageStore(_file.Open(options => options.Path = _file.At("old.db")));
        MessageUpsert official = Some.Text("old") with { WireId = new MessageWireId("wamid.A", false), Timestamp = Some.Time + 1 };

        Assert.Equal([UpsertOutcome.Updated], (await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [official] })).Outcomes);
        Assert.Equal([UpsertOutcome.Duplicate], (await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [official] })).Outcomes);
        ExportedMessage row = Assert.Single(await new SqliteHistoryReader(_file.At("old.db")).ReadAllAsync());
        Assert.Equal(("old", "wamid.A", (long?)Some.Time), (row.Body, row.WireId, row.Timestamp));
    }

    ExistingMessage Expected(int item) => new()
    {
        Item = item,
        Version = _items[item].Version,
        Timestamp = _items[item].Timestamp,
        PushName = _items[item].PushName,
    };

    ValueTask<IReadOnlyList<ExistingMessage>> FindAsync(MessageUpsert[] items) => _store.FindExistingAsync(Some.Connection, items);

    async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) =>
        (await _store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;
}
