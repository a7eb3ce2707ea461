namespace HistoryImport.Samples;

/// <summary>Counts what goes into the cache.</summary>
sealed class CountingCache(IMessageCache inner, ReceivedCounter received) : DelegatingMessageCache(inner)
{
    public override async ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        await base.AppendAsync(connection, set, cancellationToken);
        received.Add(connection, set.Messages.Count);
    }
}
