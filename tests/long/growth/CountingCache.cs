using System.Runtime.CompilerServices;

namespace HistoryImport.Growth.Tests;

/// <summary>Counts the messages that leave a cache.</summary>
sealed class CountingCache(IMessageCache inner) : DelegatingMessageCache(inner)
{
    public long Messages { get; private set; }

    public override async IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (CacheBatch batch in Inner.ReadAsync(query, cancellationToken))
        {
            Messages += batch.Messages.Count;
            yield return batch;
        }
    }

    public override async ValueTask<CacheBatch?> FindOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken = default)
    {
        CacheBatch? oldest = await Inner.FindOldestAsync(connection, chats, count, cancellationToken);
        Messages += oldest?.Messages.Count ?? 0;
        return oldest;
    }
}
