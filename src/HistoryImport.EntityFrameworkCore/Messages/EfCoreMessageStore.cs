namespace HistoryImport.EntityFrameworkCore;

/// <summary>The message store. Thread-safe: each call has a context of its own.</summary>
sealed class EfCoreMessageStore(HistoryContexts contexts, ProjectionStep projection) : IMessageStore
{
    // A statement of EF Core costs as much as some hundred rows; with a projection, entities are tracked meanwhile.
    const int BestBatchSize = 5000;
    const int BestProjectedBatchSize = 2000;

    // A question that found rows makes it likely that the next does.
    volatile bool _expectsRows;

    public StoreCapabilities Capabilities { get; } =
        new() { Features = StoreFeatures.All, PreferredBatchSize = projection.IsThere ? BestProjectedBatchSize : BestBatchSize };

    public StorageScope? Scope => contexts.Scope;

    public IMediaLedger MediaLedger { get; } = new EfCoreMediaLedger(contexts);

    public async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(batch);
        return await contexts.WriteAsync(session => UpsertAsync(session, connection, batch), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(items);

        // Of a first import nothing is there, and a few keys tell that. A row they miss is found when it is written.
        int[]? sample = _expectsRows ? null : DigestSearch.Sample(items.Count)?.ToArray();
        List<ExistingMessage> found = await contexts.ReadAsync(FindAsync, cancellationToken).ConfigureAwait(false);
        _expectsRows = found.Count > 0;
        return found;

        async Task<List<ExistingMessage>> FindAsync(Session session) =>
            items.Count == 0
            || sample is not null && (await MessageLookup.LookUpAsync(session, connection, items, sample).ConfigureAwait(false)).Count == 0
                ? []
                : await MessageLookup.FindAsync(session, connection, items).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(chatAliases);
        return await contexts.ReadAsync(
            async session => await session.FindConnectionAsync(connection).ConfigureAwait(false) is { } number
                ? await MessageLookup.OldestAsync(session, number, chatAliases, count).ConfigureAwait(false)
                : [],
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(joins);
        if (joins.Count > 0)
        {
            await new JoinWriter(contexts, projection, connection, cancellationToken).JoinAsync(joins).ConfigureAwait(false);
        }
    }

    public async ValueTask<ErasureMarks> GetErasuresAsync(ConnectionKey connection, long known = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await contexts.ReadAsync(session => ErasureTable.ReadAsync(session, connection, known), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ChangeErasuresAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(lifted);
        await contexts.WriteAsync(session => ErasureTable.ChangeAsync(session, connection, added, lifted), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(order);
        return await contexts.WriteAsync(session => EraseWriter.RunAsync(session, projection, connection, order), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return await contexts.ReadAsync(session => ErasureTable.ConnectionsAsync(session, tenant), cancellationToken).ConfigureAwait(false);
    }

    async Task<UpsertResult> UpsertAsync(Session session, ConnectionKey connection, MessageBatch batch)
    {
        HeldConnection held = await session.HoldConnectionAsync(connection).ConfigureAwait(false);
        long number = held.Number;

        // So whoever has not heard of an erasure cannot write what was erased.
        if (held.Erasures != batch.Erasures)
        {
            throw new ErasuresChangedException();
        }

        (MessageBook book, ChatBook chats) = await new BookLoader(session, number).LoadAsync(batch.Items, projection.IsThere).ConfigureAwait(false);
        await projection.AdoptAsync(session, connection, batch.Items, book, chats).ConfigureAwait(false);
        var outcomes = new UpsertOutcome[batch.Items.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            MessageUpsert item = batch.Items[i];
            outcomes[i] = book.Write(chats.Number(item.Key.Chat), item);
        }

        var names = new NameBook(session, number);
        await names.LoadAsync(batch.Names.Select(name => name.Jid)).ConfigureAwait(false);
        foreach (HistoryName name in batch.Names)
        {
            names.Add(name);
        }

        await new BookWriter(session).WriteAsync(book).ConfigureAwait(false);
        await names.WriteAsync().ConfigureAwait(false);
        await projection.ApplyAsync(session, connection, book, names).ConfigureAwait(false);
        return new UpsertResult(outcomes) { ChatsFound = book.ChatsFound };
    }
}
