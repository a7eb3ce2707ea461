namespace HistoryImport.Tests.Support;

/// <summary>A store that fails outside of any batch.</summary>
sealed class JoinRefusingStore(Exception failure) : IMessageStore
{
    readonly InMemoryMessageStore _inner = new();

    public StoreCapabilities Capabilities { get; } = new() { Features = StoreFeatures.All };

    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) =>
        _inner.UpsertAsync(connection, batch, cancellationToken);

    public ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default) =>
        _inner.FindExistingAsync(connection, items, cancellationToken);

    public ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default) => throw failure;
}
