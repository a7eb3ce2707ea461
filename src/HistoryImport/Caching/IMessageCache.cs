namespace HistoryImport;

/// <summary>Keeps what the socket delivered until a store has committed what was made from it.</summary>
/// <remarks>
/// <para>WhatsApp delivers a history set once. A durable cache therefore has it on disk when <see cref="AppendAsync"/> returns,
/// and never evicts: when full, appending fails.</para>
/// <para>Implementations are thread-safe: any connection may append while any other, or the same, is read.
/// The library does not dispose a cache; the container that made it does.</para>
/// <para>A cache throws <see cref="HistoryStorageException"/> if its medium fails; <see cref="OperationCanceledException"/> if cancelled.</para>
/// </remarks>
public interface IMessageCache
{
    /// <summary>Gets the database it lies in, as far as the other parts have to know it: see <see cref="StorageScope"/>.</summary>
    /// <remarks>A cache that numbers its entries otherwise than that database has none.</remarks>
    StorageScope? Scope => null;

    /// <summary>Keeps a history set: its messages, the names and problems in it, and, as aliases, its claims and account; all of it or nothing.</summary>
    /// <exception cref="HistoryStorageException">The cache is full, its medium failed, or the set belongs to another account than
    /// what is already there (<see cref="AliasSet.MayBelongTo"/>); in that case purge first. See <see cref="CacheRefusal"/>.</exception>
    ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default);

    /// <summary>Reads what is there, oldest entries first, in batches. Entries appended meanwhile may or may not be among them.</summary>
    /// <remarks>Of one connection, entries become visible in the order of their ids: who has read up to one finds every later
    /// arrival behind it.</remarks>
    IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, CancellationToken cancellationToken = default);

    /// <summary>Gets the messages of some chats that are the oldest by their times, so that whoever wants a window need not read what lies before it.</summary>
    /// <remarks>Not supported (the default): an import that may ask the phone reads the whole of a chat to learn how far back it reaches.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="chats">Every JID of the chat.</param>
    /// <param name="count">How many of each JID at most, 1 to 1 000.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>Those that do not wait and have a time, in the order of arrival, with the last entry of the connection as
    /// <see cref="CacheBatch.LastEntryId"/>; <see langword="null"/> if it is not supported.</returns>
    ValueTask<CacheBatch?> FindOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken = default) => new((CacheBatch?)null);

    /// <summary>Removes entries for good. Unknown ids are ignored.</summary>
    ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default);

    /// <summary>Marks amendments as waiting for their message, so that they are offered after all messages, now and in later runs.</summary>
    /// <remarks>Of those whose fingerprints (<see cref="HistoryMessageSerializer.SerializeWaiting"/>) are the same but for the last byte, the
    /// one with the greatest last byte waits, and the others are removed.</remarks>
    /// <returns>How many wait more than before.</returns>
    ValueTask<int> DeferAsync(ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default);

    /// <summary>Finds the oldest acknowledgements that wait (<see cref="HistoryMessageSerializer.StatusPrefixLength"/>), beyond a number.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="most">How many may wait: 1 or more.</param>
    /// <param name="limit">How many are wanted at most: 1 or more.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Their entries, oldest first.</returns>
    ValueTask<IReadOnlyList<long>> FindSurplusStatusesAsync(ConnectionKey connection, long most, int limit, CancellationToken cancellationToken = default);

    /// <summary>Removes what was received before a point in time.</summary>
    /// <returns>How many messages were removed.</returns>
    ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything of a connection, aliases and account included. Hosts call <see cref="IHistoryInbox.ForgetAsync"/>.</summary>
    ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Adds to what is known of who is who. Durable, and never expires.</summary>
    ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default);

    /// <summary>Forgets every claim that names one of some persons: after they were erased.</summary>
    /// <remarks>Not supported (the default): who is who is remembered of them until the connection is purged.</remarks>
    /// <returns>Whether it is supported.</returns>
    ValueTask<bool> ForgetAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> persons, CancellationToken cancellationToken = default) => new(false);

    /// <summary>Gets all that is known of who is who.</summary>
    ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Gets what is known of some persons: every claim that makes another JID one with one of theirs, by however many steps, and the
    /// connection's own account; with <see cref="AliasSet.Version"/>.</summary>
    /// <remarks>Not supported (the default): everything is read each time, so that a run costs by all that is known instead of by whom it meets.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="jids">JIDs of the persons; none asks for the account and the version alone. Those of groups are no persons, and do no harm.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>That, or more. <see cref="AliasSet.IsPart"/> tells whether there may be more.</returns>
    async ValueTask<AliasSet> FindAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        AliasSet all = await GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false);
        return all with { Version = all.Claims.Count + all.Account.Count };
    }

    /// <summary>Gets the JIDs of the connection's own account, as far as they are known.</summary>
    async ValueTask<IReadOnlyList<Jid>> GetAccountAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        (await GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false)).Account;

    /// <summary>Counts what is there, of all connections together. May read all of it, and is asked for by gauges, a hundredth of the time at most.</summary>
    /// <remarks>Not supported (the default): there are no gauges of the cache.</remarks>
    /// <returns>That; <see langword="null"/> if it is not supported.</returns>
    ValueTask<CacheUsage?> GetUsageAsync(CancellationToken cancellationToken = default) => new((CacheUsage?)null);
}
