using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>The message store. Thread-safe: writes go one after the other, queries beside them.</summary>
sealed class SqliteMessageStore(HistoryDatabase database, Projector<SqliteConnection>? projector = null) : IMessageStore, IDisposable
{
    // Measured: 1 000 costs a tenth more, more than this wins little and holds more memory.
    const int BestBatchSize = 3000;

    // So few are asked for in a moment.
    const int Few = 200;

    // Used behind the gate of the database.
    readonly MediaColumn _media = new();
    readonly RawColumn _raw = new();

    // A question that found rows makes it likely that the next does.
    volatile bool _expectsRows;

    public StoreCapabilities Capabilities { get; } = new() { Features = StoreFeatures.All, PreferredBatchSize = BestBatchSize };

    public StorageScope? Scope => database.Scope;

    public IMediaLedger? MediaLedger { get; } = new SqliteMediaLedger(database);

    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(batch);
        return WriteAsync(Durability.Normal, connection, (writer, journal) => Upsert(writer, connection, batch, journal, cancellationToken), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(items);
        bool sampleFirst = !_expectsRows;
        IReadOnlyList<ExistingMessage> found = items.Count <= Few
            ? await database.ReadBrieflyAsync(Find, cancellationToken).ConfigureAwait(false)
            : await database.ReadAsync(Find, cancellationToken).ConfigureAwait(false);
        _expectsRows = found.Count > 0;
        return found;

        IReadOnlyList<ExistingMessage> Find(DbSession session) => MessageLookup.Find(session, connection, items, sampleFirst, cancellationToken);
    }

    public ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(chatAliases);
        return database.ReadBrieflyAsync(session => MessageLookup.Oldest(session, connection, chatAliases, count), cancellationToken);
    }

    public async ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(joins);
        (IReadOnlyList<JidJoin> needed, IReadOnlyList<JidJoin> ofLongChats) = await database.ReadAsync(
            session => Look(session, connection, joins, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (JidJoin join in ofLongChats)
        {
            while (await WriteAsync(
                Durability.Normal, connection, (writer, journal) => MovePiece(writer, connection, join, journal, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
            }
        }

        // The rest, and what came meanwhile.
        if (needed.Count > 0)
        {
            await WriteAsync(Durability.Normal, connection, (writer, journal) => Join(writer, connection, needed, journal, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public ValueTask<ErasureMarks> GetErasuresAsync(ConnectionKey connection, long known = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadBrieflyAsync(session => ErasureTable.Read(session, connection, known), cancellationToken);
    }

    public async ValueTask ChangeErasuresAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(lifted);
        await database.WriteAsync(
            Durability.Full,
            writer =>
            {
                ErasureTable.Change(writer.Session, writer.Keys.Connection(connection), added, lifted);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(order);
        return WriteAsync(
            Durability.Full,
            connection,
            (writer, journal) =>
            {
                long number = writer.Keys.Connection(connection);
                ErasureStep step = new EraseWriter(writer.Session, number, order, new RemovalTeller(journal), cancellationToken).Run();
                MediaEraser.Erase(writer.Session, number, order);
                writer.Keys.Forget();
                return step;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return database.ReadAsync(session => ErasureTable.Connections(session, tenant), cancellationToken);
    }

    public void Dispose() => _media.Dispose();

    // What is noted is told last, in the same transaction. Where there is no projection nothing is noted.
    async ValueTask<T> WriteAsync<T>(
        Durability durability, ConnectionKey connection, Func<Writer, ChangeJournal?, T> work, CancellationToken cancellationToken)
    {
        if (projector is null)
        {
            return await database.WriteAsync(durability, writer => work(writer, null), cancellationToken).ConfigureAwait(false);
        }

        var journal = new ChangeJournal();
        return await database.WriteAsync(
            durability,
            writer => work(writer, journal),
            writer => projector.ApplyAsync(
                journal, connection, new StateReader(writer.Session, writer.Keys.Connection(connection)), writer.Session.Lent!, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    UpsertResult Upsert(Writer writer, ConnectionKey connection, MessageBatch batch, ChangeJournal? journal, CancellationToken cancellationToken)
    {
        long number = writer.Keys.Connection(connection);
        CheckLease(writer, connection, batch.Lease);
        ErasureTable.Check(writer.Session, number, batch.Erasures);
        bool isOfThisCache = StorageScope.IsShared(batch.CacheScope, Scope);
        WaitingEntries.Rest(writer.Session, number, batch, isOfThisCache);
        var messages = new MessageWriter(writer, number, _media, _raw);
        UpsertOutcome[] outcomes = messages.Write(batch.Items, cancellationToken);
        NameWriter.Write(writer.Session, number, batch.Names, journal);
        journal?.AddBatch(batch.Items, outcomes, messages.Found);

        // Rows and their acknowledgement in one transaction: no crash can come between them.
        if (isOfThisCache)
        {
            CacheRemover.Remove(writer.Session, number, batch.Acknowledged(outcomes));
        }

        return new UpsertResult(outcomes) { ChatsFound = [.. messages.Found.Select(one => one.Chat)], CacheEntriesRemoved = isOfThisCache };
    }

    // In the transaction that writes: who lost the lease cannot write a row.
    void CheckLease(Writer writer, ConnectionKey connection, ImportLease? lease)
    {
        if (lease is not null && StorageScope.IsShared(lease.Scope, Scope)
            && !SqliteStateStore.IsHeld(writer.Session, connection, lease, database.Time.GetUtcNow()))
        {
            throw new LeaseLostException();
        }
    }

    (IReadOnlyList<JidJoin> Needed, IReadOnlyList<JidJoin> OfLongChats) Look(
        DbSession session, ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken)
    {
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return ([], []);
        }

        IReadOnlyList<JidJoin> needed = JoinWriter.Needed(session, number, joins);
        var joiner = new JoinWriter(session, number, null, cancellationToken);
        return (needed, [.. needed.Where(join => joiner.IsLong(join, isToThere: projector is null))]);
    }

    static JoinWriter JoinerOf(Writer writer, ConnectionKey connection, ChangeJournal? journal, CancellationToken cancellationToken) => new(
        writer.Session, writer.Keys.Connection(connection), journal is null ? null : new JoinTeller(writer.Session, journal), cancellationToken);

    static bool MovePiece(Writer writer, ConnectionKey connection, JidJoin join, ChangeJournal? journal, CancellationToken cancellationToken) =>
        JoinerOf(writer, connection, journal, cancellationToken).MovePiece(join);

    static bool Join(Writer writer, ConnectionKey connection, IReadOnlyList<JidJoin> joins, ChangeJournal? journal, CancellationToken cancellationToken)
    {
        JoinWriter joiner = JoinerOf(writer, connection, journal, cancellationToken);
        foreach (IReadOnlyCollection<JidJoin> run in JoinPlan.Runs(joins))
        {
            joiner.Join(run);
        }

        writer.Keys.Forget();
        return true;
    }
}
