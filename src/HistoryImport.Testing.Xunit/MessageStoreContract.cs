namespace HistoryImport.Testing.Xunit;

/// <summary>What every <see cref="IMessageStore"/> must do. A store's tests derive from this class and say how to make a store and look at it.</summary>
/// <remarks>A test of an operation that the store does not claim in <see cref="IMessageStore.Features"/>, or of a part that its tests do not
/// read back (<see cref="ReadsBack"/>), is skipped, and says which. xunit makes an object of this class for each test.</remarks>
public abstract partial class MessageStoreContract : IAsyncLifetime
{
    /// <summary>Gets the store of this test.</summary>
    protected IMessageStore Store { get; private set; } = null!;

    /// <summary>Gets the parts of a row that <see cref="ReadRowsAsync"/> gives back. All, unless the store has no place for some.</summary>
    protected virtual StoredParts ReadsBack => StoredParts.All;

    public async ValueTask InitializeAsync() => Store = await CreateStoreAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Makes an empty store, independent of those made before.</summary>
    protected abstract ValueTask<IMessageStore> CreateStoreAsync();

    /// <summary>Reads every row of every connection, past the contract.</summary>
    protected abstract ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store);

    /// <summary>Reads every name of a connection, past the contract; <see langword="null"/> if the store has no place for names.</summary>
    protected abstract ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection);

    /// <summary>Makes the state store that lives in the same database; <see langword="null"/> if there is none.</summary>
    protected virtual ValueTask<IStateStore?> CreateStateStoreAsync(IMessageStore store) => new((IStateStore?)null);

    /// <summary>Skips the test aloud unless the store claims what it is about.</summary>
    /// <param name="features">What the test is about.</param>
    protected void Require(StoreFeatures features) =>
        Assert.SkipUnless(Store.Features.HasFlag(features), $"The store does not support: {features & ~Store.Features}.");

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

    protected Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) => WriteAsync(Some.Connection, items);

    protected async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(ConnectionKey connection, params MessageUpsert[] items) =>
        (await Store.UpsertAsync(connection, new MessageBatch { Items = items })).Outcomes;

    protected async Task<UpsertOutcome> WriteOneAsync(MessageUpsert item) => Assert.Single(await WriteAsync(item));

    protected Task<IReadOnlyList<StoredRow>> RowsAsync() => RowsAsync(Store);

    async Task<IReadOnlyList<StoredRow>> RowsAsync(IMessageStore store) =>
        StoredRow.Sorted((await ReadRowsAsync(store)).Select(row => row with { ReadsBack = ReadsBack }));

    protected async Task<StoredRow> RowAsync() => Assert.Single(await RowsAsync());

    protected ValueTask JoinAsync(params JidJoin[] joins) => Store.JoinAsync(Some.Connection, joins);
}
