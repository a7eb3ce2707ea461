using HistoryImport.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Messages;

/// <summary>The contract over a context of the host, alone or with a projection that keeps the same rows.</summary>
public abstract class EfCoreMessageStoreTests(bool isPostgreSql, bool isMirrored = false) : MessageStoreContract
{
    readonly Dictionary<IMessageStore, (TestDatabase Database, HistoryContexts Contexts)> _made = [];

    public override async ValueTask DisposeAsync()
    {
        foreach ((TestDatabase database, HistoryContexts contexts) in _made.Values)
        {
            if (isMirrored)
            {
                await Mirror.AssertSameAsync(database.QueryNamed, new EfCoreHistoryReader(contexts, cache: null!));
            }

            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Features_Always_All() => Assert.Equal(StoreFeatures.All, Store.Capabilities.Features);

    [Fact]
    public async Task ReadNamesAsync_SomeJids_GivesTheirNamesByJidAndKindAndNobodyElses()
    {
        await Store.UpsertAsync(Truth.Connection, new MessageBatch
        {
            Names = [new(Given.Lid, NameKind.Push, "Zoë 😀"), new(Given.Contact, NameKind.Contact, "book"), new(Given.Contact, NameKind.Chat, "chat"), new(Given.Group, NameKind.Chat, "another")],
        });
        await Store.UpsertAsync(new ConnectionKey("z", "z"), new MessageBatch { Names = [new(Given.Contact, NameKind.Push, "elsewhere")] });
        var reader = new EfCoreHistoryReader(_made[Store].Contexts, cache: null!);

        Assert.Equal(
            ["chat chat", "contact book", "push Zoë 😀"],
            (await reader.ReadNamesAsync(Truth.Connection, [Given.Lid, Given.Contact]))!.Select(name => $"{name.Kind} {name.Name}").Order(StringComparer.Ordinal));
        Assert.Empty((await reader.ReadNamesAsync(new ConnectionKey("un", "known"), [Given.Contact]))!);
    }

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        await TestDatabase.CreateTablesAsync(new HistoryOnlyContext(database.Options<HistoryOnlyContext>()));
        var contexts = new HistoryContexts(
            () => new HistoryOnlyContext(database.Options<HistoryOnlyContext>()), _ => Task.FromResult<Microsoft.EntityFrameworkCore.DbContext>(new HistoryOnlyContext(database.Options<HistoryOnlyContext>())),
            TimeProvider.System, NullLogger.Instance);
        if (isMirrored)
        {
            await database.ExecuteAsync(new MirrorProjection().Tables);
        }

        var store = new EfCoreMessageStore(contexts, new ProjectionStep(isMirrored ? new Projector<HistoryOnlyContext>(new EfMirror()) : null));
        _made.Add(store, (database, contexts));
        return store;
    }

    protected override ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store) => new(_made[store].Database.Rows());

    protected override ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) => new(_made[store].Database.Names(connection));
}
