namespace HistoryImport.Tests.Support;

/// <summary>A state store in front of which something may happen.</summary>
sealed class InterceptedStates(IStateStore store) : IStateStore
{
    /// <summary>Before a value is read.</summary>
    public Func<string, Task>? BeforeGet { get; set; }

    /// <summary>Before a value is written: its key, the version it replaces and how long it lasts.</summary>
    public Func<string, long, TimeSpan?, Task>? BeforeSet { get; set; }

    /// <summary>After it was written.</summary>
    public Action<string, long, TimeSpan?>? AfterSet { get; set; }

    public async ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default)
    {
        await (BeforeGet?.Invoke(key) ?? Task.CompletedTask);
        return await store.GetAsync(connection, key, cancellationToken);
    }

    public async ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        await (BeforeSet?.Invoke(key, expectedVersion, timeToLive) ?? Task.CompletedTask);
        long? version = await store.TrySetAsync(connection, key, value, expectedVersion, timeToLive, cancellationToken);
        AfterSet?.Invoke(key, expectedVersion, timeToLive);
        return version;
    }

    public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default) =>
        store.ListKeysAsync(connection, prefix, cancellationToken);

    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => store.ForgetAsync(connection, cancellationToken);
}
