using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Keeps first, and then tells whoever waits.</summary>
sealed class HistoryInbox(IMessageCache cache, IStateStore state, StateWatcher watcher, ILogger logger) : IHistoryInbox
{
    public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(set);
        await cache.AppendAsync(connection, set with { Claims = set.GetClaims() }, cancellationToken).ConfigureAwait(false);
        if (!IsHistory(set))
        {
            return;
        }

        try
        {
            await TellAsync(connection, set).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The set is safe. Who waits for it finds it when its time is over.
            Log.ArrivalNotTold(logger, connection, error.GetType().Name);
        }
    }

    async ValueTask TellAsync(ConnectionKey connection, HistorySet set)
    {
        await new ChatEnds(state, connection).RememberAsync(set, CancellationToken.None).ConfigureAwait(false);
        await new Arrivals(state, connection).RiseAsync(CancellationToken.None).ConfigureAwait(false);
        await new FetchBoard(state, watcher, connection).ReceivedAsync(set, CancellationToken.None).ConfigureAwait(false);
    }

    // Live messages come without a sync type and without chats.
    static bool IsHistory(HistorySet set) => set.SyncType is not null || set.RequestId is not null || set.Chats.Count > 0;
}
