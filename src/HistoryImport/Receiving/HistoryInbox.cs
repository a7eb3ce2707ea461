namespace HistoryImport;

sealed class HistoryInbox(IMessageCache cache) : IHistoryInbox
{
    public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(set);
        await cache.AppendAsync(connection, set with { Claims = set.GetClaims() }, cancellationToken).ConfigureAwait(false);
    }
}
