namespace HistoryImport.Testing.Xunit;

/// <summary>What every <see cref="IMessageStore"/> must do. A store's tests derive from this class and say how to make a store and look at it.</summary>
/// <remarks>A test of an operation that the store does not claim in <see cref="IMessageStore.Capabilities"/>, or of a part that its tests do not
/// read back (<see cref="ReadsBack"/>), is skipped, and says which. xunit makes an object of this class for each test.</remarks>
public abstract partial class MessageStoreContract : IAsyncLifetime
{
    /// <summary>Gets the store of this test.</summary>
    protected IMessageStore Store { get; private set; } = null!;

    /// <summary>Gets the parts of a row that <see cref="ReadRowsAsync"/> gives back. All, unless the store has no place for some.</summary>
    protected virtual StoredParts ReadsBack => StoredParts.All;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await CreateStoreAsync();

    /// <summary>Disposes of what the test made. Called after each test.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Makes an empty store, independent of those made before. Some tests need several; <see cref="DisposeAsync"/> disposes of them.</summary>
    protected abstract ValueTask<IMessageStore> CreateStoreAsync();

    /// <summary>Reads every row of every connection, past the contract: by SQL, say.</summary>
    /// <param name="store">One that <see cref="CreateStoreAsync"/> made; nothing may have been written to it yet.</param>
    protected abstract ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store);

    /// <summary>Reads every name of a connection, past the contract; <see langword="null"/> (the default) if the store has no place for names.</summary>
    /// <param name="store">One that <see cref="CreateStoreAsync"/> made.</param>
    /// <param name="connection">Whose names.</param>
    protected virtual ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) =>
        new((IReadOnlyList<HistoryName>?)null);

    /// <summary>Makes the state store that lives in the same database; <see langword="null"/> (the default) if there is none.</summary>
    /// <param name="store">One that <see cref="CreateStoreAsync"/> made.</param>
    protected virtual ValueTask<IStateStore?> CreateStateStoreAsync(IMessageStore store) => new((IStateStore?)null);

    /// <summary>Makes the message cache that lives in the same database; <see langword="null"/> (the default) if there is none.</summary>
    /// <param name="store">One that <see cref="CreateStoreAsync"/> made.</param>
    protected virtual ValueTask<IMessageCache?> CreateCacheAsync(IMessageStore store) => new((IMessageCache?)null);

    /// <summary>Skips the test aloud unless the store claims what it is about.</summary>
    /// <param name="features">What the test is about.</param>
    protected void Require(StoreFeatures features) =>
        Assert.SkipUnless(Store.Capabilities.Supports(features), $"The store does not support: {features & ~Store.Capabilities.Features}.");

    /// <summary>Reads the names of a connection, or skips the test aloud where there is no place for names.</summary>
    /// <param name="connection">Whose names.</param>
    protected async Task<IReadOnlyList<HistoryName>> NamesAsync(ConnectionKey connection)
    {
        IReadOnlyList<HistoryName>? names = await ReadNamesAsync(Store, connection);
        Assert.SkipWhen(names is null, "The store has no place for: names.");
        return names!;
    }

    async Task<IStateStore> StatesAsync()
    {
        IStateStore? states = await CreateStateStoreAsync(Store);
        Assert.SkipWhen(states is null, "The store shares its database with no state store: leases.");
        return states!;
    }

    /// <summary>Writes one batch of the usual connection.</summary>
    /// <param name="items">The batch.</param>
    protected Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) => WriteAsync(Some.Connection, items);

    /// <summary>Writes one batch.</summary>
    /// <param name="connection">Whose batch.</param>
    /// <param name="items">The batch.</param>
    protected async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(ConnectionKey connection, params MessageUpsert[] items) =>
        (await Store.UpsertAsync(connection, new MessageBatch { Items = items })).Outcomes;

    /// <summary>Writes a batch of one item of the usual connection.</summary>
    /// <param name="item">The item.</param>
    protected async Task<UpsertOutcome> WriteOneAsync(MessageUpsert item) => Assert.Single(await WriteAsync(item));

    /// <summary>Reads every row of <see cref="Store"/>, in one order.</summary>
    protected Task<IReadOnlyList<StoredRow>> RowsAsync() => RowsAsync(Store);

    async Task<IReadOnlyList<StoredRow>> RowsAsync(IMessageStore store) =>
        StoredRow.Sorted((await ReadRowsAsync(store)).Select(row => row with { ReadsBack = ReadsBack }));

    /// <summary>Reads the only row of <see cref="Store"/>.</summary>
    protected async Task<StoredRow> RowAsync() => Assert.Single(await RowsAsync());

    /// <summary>Joins in the usual connection.</summary>
    /// <param name="joins">The joins.</param>
    protected ValueTask JoinAsync(params JidJoin[] joins) => Store.JoinAsync(Some.Connection, joins);
}
