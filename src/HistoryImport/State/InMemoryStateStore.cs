using System.Collections.Concurrent;
using System.Text;

namespace HistoryImport;

/// <summary>Keeps state as long as the process lives: enough for one instance that may forget.</summary>
sealed class InMemoryStateStore(TimeProvider time) : IStateStore
{
    readonly ConcurrentDictionary<(ConnectionKey, string), Entry> _entries = new();
    // As many writes may pass until what expired goes.
    const int WritesBetweenSweeps = 1024;

    readonly Lock _lock = new();
    long _lastVersion;

    public ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.CheckKey(key);
        cancellationToken.ThrowIfCancellationRequested();
        return new(_entries.TryGetValue((connection, key), out Entry? entry) && !IsExpired(entry) ? entry.State : null);
    }

    public ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.Check(key, value, expectedVersion);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            bool exists = _entries.TryGetValue((connection, key), out Entry? entry) && !IsExpired(entry);
            if ((exists ? entry!.State.Version : 0) != expectedVersion)
            {
                return new((long?)null);
            }

            if (timeToLive == TimeSpan.Zero)
            {
                _entries.TryRemove((connection, key), out _);
                return new(++_lastVersion);
            }

            if (_lastVersion % WritesBetweenSweeps == 0)
            {
                Sweep();
            }

            var state = new StateValue(value.ToArray(), ++_lastVersion);
            _entries[(connection, key)] = new Entry(state, time.GetUtcNow() + timeToLive);
            return new(state.Version);
        }
    }

    public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(prefix);
        cancellationToken.ThrowIfCancellationRequested();
        return new([
            .. from entry in _entries
               let key = entry.Key.Item2
               where entry.Key.Item1 == connection && key.StartsWith(prefix, StringComparison.Ordinal) && !IsExpired(entry.Value)
               select key,
        ]);
    }

    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            foreach ((ConnectionKey Connection, string Key) entry in _entries.Keys.Where(key => key.Item1 == connection))
            {
                _entries.TryRemove(entry, out _);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<long> EraseAsync(ConnectionKey connection, IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(texts);
        cancellationToken.ThrowIfCancellationRequested();
        byte[][] wanted = [.. texts.Select(Encoding.UTF8.GetBytes)];
        lock (_lock)
        {
            return new(_entries.LongCount(entry =>
                entry.Key.Item1 == connection
                && (StateValue.Holds(Encoding.UTF8.GetBytes(entry.Key.Item2), wanted) || StateValue.Holds(entry.Value.State.Value.Span, wanted))
                && _entries.TryRemove(entry.Key, out _)));
        }
    }

    void Sweep()
    {
        foreach ((ConnectionKey, string) expired in _entries.Where(entry => IsExpired(entry.Value)).Select(entry => entry.Key))
        {
            _entries.TryRemove(expired, out _);
        }
    }

    bool IsExpired(Entry entry) => entry.ExpiresAt <= time.GetUtcNow();

    sealed record Entry(StateValue State, DateTimeOffset? ExpiresAt);
}
