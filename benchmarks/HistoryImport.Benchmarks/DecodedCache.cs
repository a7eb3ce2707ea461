using System.Runtime.CompilerServices;

namespace HistoryImport.Benchmarks;

/// <summary>Hands out decoded messages as they are, so that only what comes after is measured.</summary>
sealed class DecodedCache(HistoryMessage[] messages) : IMessageCache
{
    readonly CachedMessage[] _messages = [.. messages.Select(message => new CachedMessage(0, message))];

    public async IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int from = 0; !query.Waiting && from < _messages.Length; from += query.BatchSize)
        {
            yield return new CacheBatch { Messages = new ArraySegment<CachedMessage>(_messages, from, Math.Min(query.BatchSize, _messages.Length - from)) };
        }

        await Task.CompletedTask;
    }

    public ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default) => default;

    public ValueTask<int> DeferAsync(ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default) => default;

    public ValueTask<IReadOnlyList<long>> FindSurplusStatusesAsync(ConnectionKey connection, long most, int limit, CancellationToken cancellationToken = default) => new([]);

    public ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default) => default;

    public ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => default;

    public ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default) => default;

    public ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => new(AliasSet.Empty);
}
