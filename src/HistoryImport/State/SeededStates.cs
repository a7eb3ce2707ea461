using System.Collections.Concurrent;

namespace HistoryImport;

/// <summary>A state store that was asked for several values ahead: the first question for each is answered from that, all others by the store.</summary>
sealed class SeededStates : IStateStore
{
    readonly IStateStore _store;
    readonly ConnectionKey _connection;
    readonly ConcurrentDictionary<string, StateValue?> _ahead;

    SeededStates(IStateStore store, ConnectionKey connection, IEnumerable<KeyValuePair<string, StateValue?>> ahead) =>
        (_store, _connection, _ahead) = (store, connection, new(ahead, StringComparer.Ordinal));

    public StorageScope? Scope => _store.Scope;

    /// <summary>Asks for values, in one question.</summary>
    public static async ValueTask<SeededStates> ReadAsync(
        IStateStore store, ConnectionKey connection, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        string[] asked = [.. keys.Distinct(StringComparer.Ordinal)];
        IReadOnlyList<StateValue?> values = await store.GetManyAsync(connection, asked, cancellationToken).ConfigureAwait(false);
        return new SeededStates(store, connection, asked.Zip(values, KeyValuePair.Create));
    }

    public ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default) =>
        connection == _connection && _ahead.TryRemove(key, out StateValue? value) ? new(value) : _store.GetAsync(connection, key, cancellationToken);

    public ValueTask<IReadOnlyList<StateValue?>> GetManyAsync(
        ConnectionKey connection, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        _store.GetManyAsync(connection, keys, cancellationToken);

    public ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) =>
        _store.TrySetAsync(connection, key, value, expectedVersion, timeToLive, cancellationToken);

    public ValueTask<IReadOnlyList<long>> TrySetManyAsync(
        ConnectionKey connection, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default) =>
        _store.TrySetManyAsync(connection, writes, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default) =>
        _store.ListKeysAsync(connection, prefix, cancellationToken);

    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        _store.ForgetAsync(connection, cancellationToken);

    public Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default) =>
        _store.WaitForChangeAsync(connection, key, knownVersion, cancellationToken);
}
