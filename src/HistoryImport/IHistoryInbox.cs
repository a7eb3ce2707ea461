namespace HistoryImport;

/// <summary>Where a host hands over every history set, and live messages it wants kept, from the first event on.</summary>
/// <remarks>Thread-safe. Belongs to the container.</remarks>
public interface IHistoryInbox
{
    /// <summary>Keeps a history set. It is as durable as the <see cref="IMessageCache"/> in use when this returns.</summary>
    /// <remarks>Then wakes the import whose request it answers: of this connection, by <see cref="HistorySet.RequestId"/>, else by
    /// <see cref="HistorySyncType.OnDemand"/> and the awaited chat. What answers nothing is history like any other.</remarks>
    /// <exception cref="HistoryStorageException">The cache is full, failed, or holds another account's history. Nothing of the set is
    /// lost by trying again.</exception>
    ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default);
}
