namespace HistoryImport;

/// <summary>Where a host hands over every history set, and live messages it wants kept, from the first event on.</summary>
/// <remarks>Thread-safe. Belongs to the container.</remarks>
public interface IHistoryInbox
{
    /// <summary>Keeps a history set. It is as durable as the <see cref="IMessageCache"/> in use when this returns.</summary>
    /// <remarks>Then wakes the import whose request it answers: of this connection, by <see cref="HistorySet.RequestId"/>, else by
    /// <see cref="HistorySyncType.OnDemand"/> and the awaited chat, else, without a sync type, by holding what is older than the entry that was
    /// asked before. What answers nothing is history like any other. Live messages handed over as they come also show when nobody was there to take them.</remarks>
    /// <exception cref="HistoryStorageException">The cache is full, failed, or holds another account's history: then <see cref="ForgetAsync"/> first, if
    /// another phone was paired on purpose. Nothing of the set is lost by trying again.</exception>
    ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default);

    /// <summary>Puts a connection back to the start: what is cached, who is who, whose account it is, ends and coverage of chats, budgets and status.</summary>
    /// <remarks>For a connection that is paired with another phone, or given up. Rows in the <see cref="IMessageStore"/> stay: they are the host's.
    /// A run that goes on ends as <see cref="ImportOutcome.Cancelled"/>, and is waited for: at the longest for <c>HistoryImportOptions.LeaseDuration</c>, if its
    /// process is gone. Repeating it changes nothing; after a failure, repeat it.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels between its steps.</param>
    /// <exception cref="HistoryStorageException">The cache or the state store failed.</exception>
    ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default);
}
