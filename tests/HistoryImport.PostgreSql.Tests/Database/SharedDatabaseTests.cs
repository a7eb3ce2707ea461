using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>One schema, several objects on it, as several processes have.</summary>
public sealed class SharedDatabaseTests : IAsyncLifetime
{
    const int Writers = 8;

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task Open_ManyAtOnceOnANewSchema_MakesOneSchema()
    {
        // Again and again: what goes wrong here goes wrong between two instructions.
        for (int round = 0; round < 5; round++)
        {
            await using TestSchema schema = await TestSchema.CreateAsync();
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => WriteAsync(schema.Open(), Some.Text("b", Some.Key("ID" + i))))));

            Assert.Equal(
                [(long)Writers, 1L, 1L, PostgreSqlSchema.Version],
                (await schema.QueryAsync(
                    "SELECT (SELECT count(*) FROM {s}.messages), (SELECT count(*) FROM {s}.connections), (SELECT count(*) FROM {s}.chats), version FROM {s}.history_import_version"))[0]);
        }
    }

    [Fact]
    public async Task UpsertAsync_SameBatchesByManyAtOnceInAnyOrder_GivesEachRowOnce()
    {
        var history = Enumerable.Range(0, 3000).Select(i => Some.Text("body " + i, Some.Key("ID" + i, Some.Number(i % 50)))).ToArray();
        int[] inserted = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            HistoryDatabase database = _schema.Open();
            MessageUpsert[] shuffled = [.. history];
            new Random(writer).Shuffle(shuffled);
            int count = 0;
            foreach (MessageUpsert[] batch in shuffled.Chunk(500))
            {
                count += (await WriteAsync(database, batch)).Count(outcome => outcome == UpsertOutcome.Inserted);
            }

            return count;
        })));

        Assert.Equal(history.Length, inserted.Sum());
        Assert.Equal(history.Select(item => item.Key).ToHashSet(), _schema.Rows().Select(row => row.Key).ToHashSet());
        Assert.Equal(50, await _schema.CountAsync("chats"));
    }

    [Fact]
    public async Task UpsertAsync_RowsThatAreThereAmongNewOnes_AreMergedAndTold()
    {
        HistoryDatabase database = _schema.Open();
        await WriteAsync(database, Some.Text("a", Some.Key("A")), Some.Text("b", Some.Key("B")));
        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync(
            database,
            Some.Text("c", Some.Key("C")), Some.Text("a", Some.Key("A")), Some.Text("b", Some.Key("B")) with { Status = MessageStatus.Read }, Some.Text("d", Some.Key("D")));

        Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Duplicate, UpsertOutcome.Updated, UpsertOutcome.Inserted], outcomes);

        // From here on the store asks before it copies; all new again makes it copy at once.
        Assert.Equal([UpsertOutcome.Updated, UpsertOutcome.Inserted], await WriteAsync(database, Some.Text("a", Some.Key("A")) with { IsRevoked = true }, Some.Text("e", Some.Key("E"))));
        Assert.Equal([UpsertOutcome.Inserted], await WriteAsync(database, Some.Text("f", Some.Key("F"))));
        Assert.Equal([UpsertOutcome.Inserted], await WriteAsync(database, Some.Text("g", Some.Key("G"))));
        Assert.Equal(7, await _schema.CountAsync("messages"));
    }

    [Fact]
    public async Task UpsertAsync_AnotherObjectJoinsChatsMeanwhile_WritesNoRowWithoutAChat()
    {
        HistoryDatabase first = _schema.Open();
        HistoryDatabase second = _schema.Open();
        await WriteAsync(first, Some.Text("n", Some.Key("N", Some.Number(1))));
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                await WriteAsync(first, Some.Text("b", Some.Key("B" + i, Some.Lid(1))));
            }
        });
        var joiner = new PostgreSqlMessageStore(second);
        while (!writing.IsCompleted)
        {
            await joiner.JoinAsync(Some.Connection, [new(Some.Lid(1), Some.Number(1))]);
        }

        await writing;
        await joiner.JoinAsync(Some.Connection, [new(Some.Lid(1), Some.Number(1))]);
        StoredRow[] rows = _schema.Rows();
        Assert.Equal(101, rows.Length);
        Assert.All(rows, row => Assert.Equal(Some.Number(1), row.Key.Chat));
    }

    [Fact]
    public async Task AppendAsync_ManyAtOnce_ShowsEntriesInTheOrderOfTheirIds()
    {
        var caches = Enumerable.Range(0, Writers).Select(_ => new PostgreSqlMessageCache(_schema.Open())).ToArray();
        Task appending = Task.WhenAll(caches.Select((cache, writer) => Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                await cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message($"{writer}-{i}a"), Some.Message($"{writer}-{i}b")] });
            }
        })));

        // Who reads on from where it stopped misses nothing.
        var seen = new List<long>();
        bool last;
        do
        {
            last = appending.IsCompleted;
            await foreach (CacheBatch batch in caches[0].ReadAsync(new CacheQuery { Connection = Some.Connection, After = seen.LastOrDefault() }))
            {
                seen.AddRange(batch.Messages.Select(message => message.EntryId));
            }
        }
        while (!last);

        await appending;
        Assert.Equal(Writers * 40, seen.Count);
    }

    static async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(HistoryDatabase database, params MessageUpsert[] items) =>
        (await StoreOf(database).UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;

    // One store for each database, as a container has: it remembers how its last batch went.
    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<HistoryDatabase, PostgreSqlMessageStore> _stores = [];

    static PostgreSqlMessageStore StoreOf(HistoryDatabase database) => _stores.GetValue(database, one => new PostgreSqlMessageStore(one));
}
