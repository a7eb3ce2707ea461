namespace HistoryImport;

/// <summary>A store around another, for those who add to one: derive from it and override what is to be different.</summary>
/// <remarks>Everything else goes to the inner store, what it can do and where it lies included: rows and the acknowledgement of their cache
/// entries stay one transaction. As thread-safe as the inner store, which is not disposed of.</remarks>
/// <param name="inner">The store that does the work.</param>
public abstract class DelegatingMessageStore(IMessageStore inner) : IMessageStore
{
    /// <summary>Gets the store that does the work.</summary>
    protected IMessageStore Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual StoreCapabilities Capabilities => Inner.Capabilities;

    /// <inheritdoc/>
    public virtual StorageScope? Scope => Inner.Scope;

    /// <inheritdoc/>
    public virtual IMediaLedger? MediaLedger => Inner.MediaLedger;

    /// <inheritdoc/>
    public virtual ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) =>
        Inner.UpsertAsync(connection, batch, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default) =>
        Inner.FindExistingAsync(connection, items, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default) =>
        Inner.GetOldestAsync(connection, chatAliases, count, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default) =>
        Inner.JoinAsync(connection, joins, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ErasureMarks> GetErasuresAsync(ConnectionKey connection, long known = 0, CancellationToken cancellationToken = default) =>
        Inner.GetErasuresAsync(connection, known, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ChangeErasuresAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default) =>
        Inner.ChangeErasuresAsync(connection, added, lifted, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default) =>
        Inner.EraseAsync(connection, order, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(string tenant, CancellationToken cancellationToken = default) =>
        Inner.ListConnectionsAsync(tenant, cancellationToken);
}
