namespace HistoryImport.ContractTests;

/// <summary>What every <see cref="IMessageStore"/> must do. A store's tests derive from this class and say how to make a store and look at it.</summary>
/// <remarks>Tests of an operation that the store does not claim in <see cref="IMessageStore.Capabilities"/> pass without looking.</remarks>
public abstract partial class MessageStoreContract : IAsyncLifetime
{
    protected IMessageStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await CreateStoreAsync();

    public abstract Task DisposeAsync();

    /// <summary>Makes an empty store, independent of those made before.</summary>
    protected abstract ValueTask<IMessageStore> CreateStoreAsync();

    /// <summary>Reads every row of every connection, past the contract.</summary>
    protected abstract ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store);

    /// <summary>Reads every name of a connection, past the contract; <see langword="null"/> if the store has no place for names.</summary>
    protected abstract ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection);

    /// <summary>Makes the state store that lives in the same database; <see langword="null"/> if there is none.</summary>
    protected virtual ValueTask<IStateStore?> CreateStateStoreAsync(IMessageStore store) => new((IStateStore?)null);

    protected bool Supports(StoreFeatures features) => Store.Capabilities.Supports(features);

    protected Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) => WriteAsync(Some.Connection, items);

    protected async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(ConnectionKey connection, params MessageUpsert[] items) =>
        (await Store.UpsertAsync(connection, new MessageBatch { Items = items })).Outcomes;

    protected async Task<UpsertOutcome> WriteOneAsync(MessageUpsert item) => Assert.Single(await WriteAsync(item));

    protected async Task<IReadOnlyList<StoredRow>> RowsAsync() => StoredRow.Sorted(await ReadRowsAsync(Store));

    protected async Task<StoredRow> RowAsync() => Assert.Single(await RowsAsync());

    protected ValueTask JoinAsync(params JidJoin[] joins) => Store.JoinAsync(Some.Connection, joins);
}
