using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>The message store. Thread-safe: each call has a connection of its own.</summary>
sealed class PostgreSqlMessageStore(HistoryDatabase database, Projector<NpgsqlConnection>? projector = null) : IMessageStore
{
    const int BestBatchSize = 7500;
    const int BestWriters = 2;

    // What a projection is handed is held in memory, and two writers of one connection would wait for each other.
    const int BestProjectedBatchSize = 2000;

    // The host's own writers are not held up: what they wrote meanwhile is found the next time.
    const int MostRaces = 3;

    // What takes longer is at its repetitions, and holds nothing.
    static readonly TimeSpan _mostWait = TimeSpan.FromSeconds(10);

    // So few are merged as fast as they are asked for, and copying them would be one more round trip.
    const int Few = 200;

    // The core asks first, so a batch is new as a rule. One that was not makes it likely that the next is not either.
    volatile WritePath _firstPath = WritePath.CopyRest;

    // A message that comes twice in an import would make the batch of the second fail.
    readonly WrittenIds _written = new();

    // So it is with questions: one that found rows makes it likely that the next does.
    volatile bool _expectsRows;

    public StoreCapabilities Capabilities { get; } = new()
    {
        Features = StoreFeatures.All,
        PreferredBatchSize = projector is null ? BestBatchSize : BestProjectedBatchSize,
        PreferredWriters = projector is null ? BestWriters : 1,
        FindExistingFrom = Few,
    };

    public StorageScope? Scope => database.Scope;

    public IMediaLedger? MediaLedger { get; } = new PostgreSqlMediaLedger(database);

    public async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(batch);
        using WrittenBatch written = _written.Begin(connection, batch.Items);

        // With a projection they wait for their connection anyway, before they hold a row; and what the host does there may take long.
        if (projector is null)
        {
            await written.WaitAsync(_mostWait, cancellationToken).ConfigureAwait(false);
        }

        WritePath path = batch.Items.Count < Few ? WritePath.MergeAll : _firstPath;
        for (int races = 0; ; races++)
        {
            try
            {
                return await database.WriteAsync((session, token) => UpsertAsync(session, connection, batch, written.IsExpected, path, token), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (InvalidOperationException error) when (
                (path < WritePath.MergeAll || projector is not null && races < MostRaces) && error.InnerException is { } cause && PostgreSqlFault.IsLostRace(cause))
            {
                path = path < WritePath.MergeAll ? path + 1 : path;
                database.RaceLost(batch.Items.Count, path);
                _firstPath = WritePath.CopyMissing;
            }
        }
    }

    public async ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(items);

        // Of a first import nothing is there, and a few keys tell that. A row they miss is found when it is written.
        int[]? sample = _expectsRows ? null : DigestSearch.Sample(items.Count)?.ToArray();
        List<ExistingMessage> found = await database.ReadAsync(
            async (session, token) => sample is not null && !await AnyAsync(session, sample, token).ConfigureAwait(false)
                ? []
                : await MessageLookup.FindAsync(session, connection, items, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        _expectsRows = found.Count > 0;
        _written.Add(connection, found.Select(existing => items[existing.Item].Key.Id));
        return found;

        async ValueTask<bool> AnyAsync(DbSession session, int[] places, CancellationToken cancellationToken) =>
            (await MessageLookup.LookUpAsync(session, connection, items, places, cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    public ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(chatAliases);
        return database.ReadAsync((session, token) => MessageLookup.OldestAsync(session, connection, chatAliases, count, token), cancellationToken);
    }

    public async ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(joins);
        if (joins.Count == 0)
        {
            return;
        }

        // Most often there is nothing to move, and then nobody is kept waiting.
        (IReadOnlyList<JidJoin> needed, IReadOnlyList<JidJoin> ofLongChats) = await database.ReadAsync(
            (session, token) => LookAsync(session, connection, joins, token), cancellationToken).ConfigureAwait(false);
        foreach (JidJoin join in ofLongChats)
        {
            while (await WriteAsync(
                connection, (session, journal, token) => ChatMover.MovePieceAsync(session, connection, join, TellerOf(journal, token), token), cancellationToken)
                .ConfigureAwait(false))
            {
            }
        }

        // The rest, and what came meanwhile.
        if (needed.Count > 0)
        {
            await WriteAsync(connection, (session, journal, token) => JoinAsync(session, connection, joins, journal, token), cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<ErasureMarks> GetErasuresAsync(ConnectionKey connection, long known = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync((session, token) => ErasureTable.ReadAsync(session, connection, known, token), cancellationToken);
    }

    public async ValueTask ChangeErasuresAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(lifted);
        await database.WriteAsync((session, token) => ErasureTable.ChangeAsync(session, connection, added, lifted, token), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(order);
        return WriteAsync(connection, (session, journal, token) => EraseAsync(session, connection, order, journal, token), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return database.ReadAsync((session, token) => ErasureTable.ConnectionsAsync(session, tenant, token), cancellationToken);
    }

    // Where there is no projection nothing is noted.
    ValueTask<T> WriteAsync<T>(
        ConnectionKey connection, Func<DbSession, ChangeJournal?, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        projector is null
            ? database.WriteAsync((session, token) => work(session, null, token), cancellationToken)
            : database.WriteAsync(
                async (session, token) =>
                {
                    var journal = new ChangeJournal();
                    T result = await work(session, journal, token).ConfigureAwait(false);
                    if (!journal.IsEmpty && await KeyLookup.FindConnectionAsync(session, connection, token).ConfigureAwait(false) is { } number)
                    {
                        await TellAsync(session, connection, number, journal, token).ConfigureAwait(false);
                    }

                    return result;
                },
                cancellationToken);

    ValueTask TellAsync(DbSession session, ConnectionKey connection, long number, ChangeJournal journal, CancellationToken cancellationToken) =>
        projector!.ApplyAsync(journal, connection, new StateReader(session, number, cancellationToken), session.Connection, cancellationToken);

    async ValueTask<UpsertResult> UpsertAsync(
        DbSession session, ConnectionKey connection, MessageBatch batch, bool[] expected, WritePath path, CancellationToken cancellationToken)
    {
        ImportLease? lease = StorageScope.IsShared(batch.Lease?.Scope, Scope) ? batch.Lease : null;
        bool isOfThisCache = StorageScope.IsShared(batch.CacheScope, Scope);
        ChangeJournal? journal = projector is null ? null : new ChangeJournal();
        var order = new BatchOrder(batch.Items);
        var waiting = new WaitingEntries(batch, isOfThisCache);

        // While the server looks the keys up, the batch is put in order.
        Task<BatchKeys> asked = BatchKeys.FindAsync(
            session, connection, order, waiting, lease, journal is null ? KeyLookup.ToWriteRows : KeyLookup.ToWriteRowsAlone, cancellationToken);
        order.Sort();
        BatchKeys keys = await asked.ConfigureAwait(false);

        // In the transaction that writes: who lost the lease cannot write a row.
        if (!keys.IsLeaseHeld)
        {
            throw new LeaseLostException();
        }

        // So whoever has not heard of an erasure cannot write what was erased.
        if (keys.Erasures != batch.Erasures)
        {
            throw new ErasuresChangedException();
        }

        waiting.Wake(session, keys.Connection);
        var writer = new BatchWriter(session, keys, order, batch, expected, journal, cancellationToken);
        await writer.WriteAsync(path).ConfigureAwait(false);

        // Rows and their acknowledgement in one transaction: no crash can come between them.
        if (isOfThisCache)
        {
            CacheRemover.Remove(session, keys.Connection, batch.Acknowledged(writer.Outcomes));
        }

        if (journal is not null)
        {
            await session.RunWaitingAsync(cancellationToken).ConfigureAwait(false);
            journal.AddBatch(batch.Items, writer.Outcomes, writer.Found);
            await TellAsync(session, connection, keys.Connection, journal, cancellationToken).ConfigureAwait(false);
        }

        // Last, and for a moment only: as long as its row is held, nobody can take the lease over.
        if (lease is not null && !await PostgreSqlStateStore.HoldAsync(session, connection, lease, cancellationToken).ConfigureAwait(false))
        {
            throw new LeaseLostException();
        }

        if (!writer.MetRows)
        {
            _firstPath = WritePath.CopyRest;
        }

        return new UpsertResult(writer.Outcomes) { ChatsFound = [.. writer.Found.Select(one => one.Chat)], CacheEntriesRemoved = isOfThisCache };
    }

    async ValueTask<(IReadOnlyList<JidJoin> Needed, IReadOnlyList<JidJoin> OfLongChats)> LookAsync(
        DbSession session, ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken).ConfigureAwait(false) is not { } number)
        {
            return ([], []);
        }

        IReadOnlyList<JidJoin> needed = await JoinWriter.NeededAsync(session, number, joins, cancellationToken).ConfigureAwait(false);
        return needed.Count == 0
            ? ([], [])
            : (needed, await ChatMover.OfLongChatsAsync(session, connection, needed, isToThere: projector is null, cancellationToken).ConfigureAwait(false));
    }

    static JoinTeller? TellerOf(ChangeJournal? journal, CancellationToken cancellationToken) =>
        journal is null ? null : new JoinTeller(journal, cancellationToken);

    static async ValueTask<ErasureStep> EraseAsync(
        DbSession session, ConnectionKey connection, ErasureOrder order, ChangeJournal? journal, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken, KeyLookup.ToJoin).ConfigureAwait(false) is not { } number)
        {
            return new ErasureStep();
        }

        ErasureStep step = await new EraseWriter(session, number, order, new RemovalTeller(journal), cancellationToken).RunAsync().ConfigureAwait(false);
        await MediaEraser.EraseAsync(session, number, order, cancellationToken).ConfigureAwait(false);
        return step;
    }

    static async ValueTask<bool> JoinAsync(
        DbSession session, ConnectionKey connection, IReadOnlyList<JidJoin> joins, ChangeJournal? journal, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken, KeyLookup.ToJoin).ConfigureAwait(false) is not { } number)
        {
            return false;
        }

        // Asked again alone: until then others wrote.
        IReadOnlyList<JidJoin> needed = await JoinWriter.NeededAsync(session, number, joins, cancellationToken).ConfigureAwait(false);
        foreach (IReadOnlyCollection<JidJoin> run in JoinPlan.Runs(needed))
        {
            await new JoinWriter(session, number, run, TellerOf(journal, cancellationToken), cancellationToken).JoinAsync().ConfigureAwait(false);
        }

        return true;
    }
}
