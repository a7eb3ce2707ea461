using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Keeps history in memory: for tests and demos. Drops the oldest messages when full, and says so.</summary>
sealed class InMemoryMessageCache : IMessageCache
{
    readonly ConcurrentDictionary<ConnectionKey, ConnectionEntries> _connections = new();
    readonly StrongBox<long> _lastId = new();
    readonly int _capacity;
    readonly TimeProvider _time;
    readonly Telemetry _telemetry;
    readonly ILogger _logger;

    public InMemoryMessageCache(
        HistoryImportOptions options, TimeProvider time, Telemetry telemetry, ILogger logger)
    {
        _capacity = options.InMemoryCacheCapacity;
        _time = time;
        _telemetry = telemetry;
        _logger = logger;
        Log.InMemoryCacheInUse(logger);
    }

    public ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        cancellationToken.ThrowIfCancellationRequested();
        int evicted = Entries(connection).Append(set, _time.GetUtcNow(), _capacity);
        if (evicted > 0)
        {
            Log.Evicted(_logger, connection, evicted);
            _telemetry.Dropped("evicted", evicted);
        }

        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ConnectionEntries entries = Entries(query.Connection);
        IReadOnlyList<long> ids = entries.Find(query);
        int next = 0;
        while (next < ids.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entries.Take(ids, ref next, query);
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryIds);
        Entries(connection).Remove(entryIds);
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> DeferAsync(
        ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(amendments);
        return new(Entries(connection).Defer(amendments, _time.GetUtcNow()));
    }

    public ValueTask<IReadOnlyList<long>> FindSurplusStatusesAsync(ConnectionKey connection, long most, int limit, CancellationToken cancellationToken = default) =>
        new(Entries(connection).SurplusStatuses(most, limit));

    public ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default) =>
        new(Entries(connection).Expire(receivedBefore));

    public ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        _connections.TryRemove(connection, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(aliases);
        Entries(connection).AddAliases(aliases);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ForgetAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> persons, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(persons);
        Entries(connection).ForgetAliases(persons);
        return new(true);
    }

    public ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        new(Entries(connection).Aliases() with { Version = 0 });

    public ValueTask<AliasSet> FindAliasesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default) =>
        new(Entries(connection).Aliases());

    public ValueTask<CacheUsage?> GetUsageAsync(CancellationToken cancellationToken = default)
    {
        List<CacheUsage> used = [.. _connections.Values.Select(entries => entries.Usage()).Where(usage => usage.Messages + usage.Bytes > 0)];
        return new(new CacheUsage(
            used.Count(usage => usage.Messages > 0), used.Sum(usage => usage.Messages), used.Sum(usage => usage.Bytes), used.Min(usage => usage.OldestReceivedAt)));
    }

    ConnectionEntries Entries(ConnectionKey connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return _connections.GetOrAdd(connection, static (_, cache) => new ConnectionEntries(cache._lastId, cache._time.GetUtcNow()), this);
    }
}
