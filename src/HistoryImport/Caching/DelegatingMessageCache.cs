namespace HistoryImport;

/// <summary>A cache around another, for those who add to one: derive from it and override what is to be different.</summary>
/// <remarks>Everything else goes to the inner cache, where it lies included: whoever numbers entries anew overrides <see cref="Scope"/> too.
/// As thread-safe as the inner cache, which is not disposed of.</remarks>
/// <param name="inner">The cache that does the work.</param>
public abstract class DelegatingMessageCache(IMessageCache inner) : IMessageCache
{
    /// <inheritdoc/>
    public virtual StorageScope? Scope => Inner.Scope;

    /// <summary>Gets the cache that does the work.</summary>
    protected IMessageCache Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default) =>
        Inner.AppendAsync(connection, set, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CacheBatch?> FindOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken = default) =>
        Inner.FindOldestAsync(connection, chats, count, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default) =>
        Inner.RemoveAsync(connection, entryIds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> DeferAsync(
        ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default) =>
        Inner.DeferAsync(connection, amendments, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<long>> FindSurplusStatusesAsync(ConnectionKey connection, long most, int limit, CancellationToken cancellationToken = default) =>
        Inner.FindSurplusStatusesAsync(connection, most, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default) =>
        Inner.ExpireAsync(connection, receivedBefore, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        Inner.PurgeAsync(connection, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default) =>
        Inner.AddAliasesAsync(connection, aliases, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        Inner.GetAliasesAsync(connection, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<AliasSet> FindAliasesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default) =>
        Inner.FindAliasesAsync(connection, jids, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<Jid>> GetAccountAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        Inner.GetAccountAsync(connection, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> ForgetAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> persons, CancellationToken cancellationToken = default) =>
        Inner.ForgetAliasesAsync(connection, persons, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CacheUsage?> GetUsageAsync(CancellationToken cancellationToken = default) => Inner.GetUsageAsync(cancellationToken);
}
