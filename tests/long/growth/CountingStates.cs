namespace HistoryImport.Growth.Tests;

/// <summary>Counts what is asked of a state store.</summary>
sealed class CountingStates(IStateStore inner) : IStateStore
{
    long _count;
    long _bytesWritten;

    public long Count => Interlocked.Read(ref _count);

    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    public StorageScope? Scope => inner.Scope;

    public ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default) =>
        Counted().GetAsync(connection, key, cancellationToken);

    public ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        Interlocked.Add(ref _bytesWritten, value.Length);
        return Counted().TrySetAsync(connection, key, value, expectedVersion, timeToLive, cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default) =>
        Counted().ListKeysAsync(connection, prefix, cancellationToken);

    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => Counted().ForgetAsync(connection, cancellationToken);

    public Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default) =>
        inner.WaitForChangeAsync(connection, key, knownVersion, cancellationToken);

    IStateStore Counted()
    {
        Interlocked.Increment(ref _count);
        return inner;
    }
}
