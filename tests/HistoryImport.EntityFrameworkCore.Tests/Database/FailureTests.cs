using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Database;

/// <summary>What fails is said in words, and only what a message causes is put down to a message.</summary>
public sealed class FailureTests
{
    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task UpsertAsync_NoTables_NamesTheMigrations(bool isPostgreSql)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        using HistoryContexts contexts = Contexts(database.Options<DeskContext>());

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await StoreOf(contexts).UpsertAsync(Truth.Connection, Batch()));
        Assert.False(error.IsTransient);
        Assert.Contains("migration", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task UpsertAsync_ProjectionThatRefusesAMessage_WritesNothingAndNamesIt(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        EfCoreMessageStore store = desk.StoreOf(new Refusing());

        ProjectionException error = await Assert.ThrowsAsync<ProjectionException>(async () => await store.UpsertAsync(Truth.Connection, Batch()));
        Assert.Equal(("The projection Refusing failed: InvalidTimeZoneException.", "refused"), (error.Message, error.InnerException!.Message));
        Assert.Empty(desk.Database.Rows());
        Assert.Empty(await desk.RowsAsync());
    }

    static MessageBatch Batch() => new() { Items = [Given.Text("body", Given.Key())] };

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task WriteAsync_ConnectionEndsBetweenTwoStatements_DoesTheWorkAgain(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        int attempts = 0;
        EfCoreMessageStore store = desk.StoreOf(new Losing(() => ++attempts == 1));

        await store.UpsertAsync(Truth.Connection, new MessageBatch { Items = [Given.Text("body", Given.Key())] });

        Assert.Equal(2, attempts);
        Assert.Single(desk.Database.Rows());
        Assert.Single(await desk.RowsAsync(), row => row.StartsWith("message ", StringComparison.Ordinal));
    }

    sealed class Losing(Func<bool> isLost) : IHistoryProjection<DeskContext>
    {
        readonly DeskProjection _inner = new();

        public async ValueTask ApplyAsync(HistoryChanges changes, DeskContext target, CancellationToken cancellationToken = default)
        {
            if (isLost())
            {
                await target.Database.GetDbConnection().CloseAsync();
                throw new InvalidOperationException("Transaction is already completed");
            }

            await _inner.ApplyAsync(changes, target, cancellationToken);
        }
    }

    static EfCoreMessageStore StoreOf(HistoryContexts contexts) => new(contexts, new ProjectionStep(null));

    static HistoryContexts Contexts(DbContextOptions<DeskContext> options) =>
        new(() => new DeskContext(options), _ => Task.FromResult<DbContext>(new DeskContext(options)), TimeProvider.System, NullLogger.Instance);

    sealed class Refusing : IHistoryProjection<DeskContext>
    {
        public ValueTask ApplyAsync(HistoryChanges changes, DeskContext context, CancellationToken cancellationToken = default)
        {
            context.Contacts.Add(new Contact { Jid = "1", Name = "never written" });
            throw new InvalidTimeZoneException("refused");
        }
    }
}
