using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Messages;

/// <summary>What a batch costs does not grow with it but for the rows themselves.</summary>
public sealed class StatementTests
{
    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Batch_OfTenOrOfThousands_TakesTheSameStatements(bool isPostgreSql)
    {
        Assert.Equal(await CountAsync(isPostgreSql, 10), await CountAsync(isPostgreSql, 5000));
    }

    // New rows, known rows that rise, amendments, and the question for known rows.
    static async Task<(int New, int Known, int Asked)> CountAsync(bool isPostgreSql, int size)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        var counter = new CommandCounter();
        DbContextOptions<HistoryOnlyContext> options = database.Options<HistoryOnlyContext>(options => options.AddInterceptors(counter));
        await TestDatabase.CreateTablesAsync(new HistoryOnlyContext(options));
        using var contexts = new HistoryContexts(
            () => new HistoryOnlyContext(options), _ => Task.FromResult<DbContext>(new HistoryOnlyContext(options)), TimeProvider.System, NullLogger.Instance);
        var store = new EfCoreMessageStore(contexts, new ProjectionStep(null));
        await store.UpsertAsync(Truth.Connection, new MessageBatch { Items = [Given.Text("first", Given.Key("FIRST"))] });
        MessageUpsert[] items =
        [
            .. Enumerable.Range(0, size).Select(i => Given.Text($"body {i}", Given.Key($"M{i}", i % 3 == 0 ? Given.Group : Given.Contact, sender: i % 3 == 0 ? Given.Contact : default))
                with { Timestamp = Given.Time + i, Reactions = [new(true, default, "👍", 1)] }),
        ];
        int inserted = await CountAsync(() => store.UpsertAsync(Truth.Connection, new MessageBatch { Items = items }).AsTask());
        int updated = await CountAsync(() => store.UpsertAsync(
            Truth.Connection, new MessageBatch { Items = [.. items.Select(item => item with { Content = null, Version = default, Status = MessageStatus.Read })] }).AsTask());
        Assert.Equal(size + 1, database.Rows().Length);

        // The first question is a sample where nothing is expected.
        await store.FindExistingAsync(Truth.Connection, items);
        int asked = await CountAsync(async () => Assert.Equal(size, (await store.FindExistingAsync(Truth.Connection, items)).Count));
        return (inserted, updated, asked);

        async Task<int> CountAsync(Func<Task> work)
        {
            counter.Count = 0;
            await work();
            return counter.Count;
        }
    }
}
