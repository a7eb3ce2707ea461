using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Messages;

/// <summary>The contract over a context of the host.</summary>
public abstract class EfCoreMessageStoreTests(bool isPostgreSql) : MessageStoreContract
{
    readonly Dictionary<IMessageStore, TestDatabase> _made = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (TestDatabase database in _made.Values)
        {
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Features_Always_All() => Assert.Equal(StoreFeatures.All, Store.Capabilities.Features);

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        await TestDatabase.CreateTablesAsync(new HistoryOnlyContext(database.Options<HistoryOnlyContext>()));
        var contexts = new HistoryContexts(
            () => new HistoryOnlyContext(database.Options<HistoryOnlyContext>()), _ => Task.FromResult<Microsoft.EntityFrameworkCore.DbContext>(new HistoryOnlyContext(database.Options<HistoryOnlyContext>())),
            TimeProvider.System, NullLogger.Instance);
        var store = new EfCoreMessageStore(contexts, new ProjectionStep(null));
        _made.Add(store, database);
        return store;
    }

    protected override ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store) => new(_made[store].Rows());

    protected override ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) => new(_made[store].Names(connection));
}
