using System.Text;

namespace HistoryImport;

/// <summary>Erases persons and chats: marks first, so that nothing new comes; then rows, the cache, states; and last who is who, by which a repetition
/// finds all of it again.</summary>
sealed class Eraser(IMessageCache cache, IStateStore state, Leases leases, ErasureBook book, Func<IErasedFiles?> files)
{
    const string NoRows = "The store cannot erase: its rows stay, and what is delivered again comes back.";
    const string FilesLeft = "Files are left that the media sink could not remove yet, or that somebody was about to store: they go with the next recovery of media, or in its background.";
    const string NoAliases = "The cache cannot forget who is who of a person.";

    public async ValueTask<ErasureResult> PersonAsync(ConnectionKey connection, Jid person, Guid? erasure, CancellationToken cancellationToken)
    {
        MarkMaker maker = book.MakerOf(connection);
        IReadOnlyCollection<Jid> persons = await MarkAsync(connection, person, erasure, isPerson: true, Marks, cancellationToken).ConfigureAwait(false);
        string[] addresses = [.. persons.Select(AddressOf).Distinct()];
        await EndRunsAsync(connection, TextsOf(persons, addresses), isOfRun: erasure is not null, cancellationToken).ConfigureAwait(false);
        var order = new ErasureOrder { Chats = [.. persons], Persons = [.. persons], Addresses = addresses };
        ErasureResult result = await RowsAsync(connection, order, cancellationToken).ConfigureAwait(false);
        Sieve sieve = await SieveAsync(connection, maker, persons.SelectMany(Marks), cancellationToken).ConfigureAwait(false);
        result = result.Plus(await SweepAsync(connection, sieve, null, cancellationToken).ConfigureAwait(false));
        result = result.Plus(await StatesAsync(connection, persons, addresses, cancellationToken).ConfigureAwait(false));
        return await cache.ForgetAliasesAsync(connection, persons, cancellationToken).ConfigureAwait(false)
            ? result
            : result.Plus(new ErasureResult { Limitations = [NoAliases] });

        IEnumerable<string> Marks(Jid jid) => [maker.OfPerson(jid), maker.OfAddress(AddressOf(jid))];
    }

    public async ValueTask<ErasureResult> ChatAsync(ConnectionKey connection, Jid chat, Guid? erasure, CancellationToken cancellationToken)
    {
        MarkMaker maker = book.MakerOf(connection);
        IReadOnlyCollection<Jid> chats = await MarkAsync(
            connection, chat, erasure, isPerson: false, jid => [maker.OfChat(jid)], cancellationToken).ConfigureAwait(false);
        await EndRunsAsync(connection, TextsOf(chats, []), isOfRun: erasure is not null, cancellationToken).ConfigureAwait(false);
        ErasureResult result = await RowsAsync(connection, new ErasureOrder { Chats = [.. chats] }, cancellationToken).ConfigureAwait(false);
        Sieve sieve = await SieveAsync(connection, maker, chats.Select(maker.OfChat), cancellationToken).ConfigureAwait(false);
        result = result.Plus(await SweepAsync(connection, sieve, chats, cancellationToken).ConfigureAwait(false));
        return result.Plus(await StatesAsync(connection, chats, [], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Tells whether a JID is known to be the connection's own account's.</summary>
    public async ValueTask<bool> IsOwnAsync(ConnectionKey connection, Jid jid, CancellationToken cancellationToken) =>
        (await IdentitiesAsync(connection, jid, cancellationToken).ConfigureAwait(false)).IsOwn(jid);

    /// <summary>Erases rows, step by step, and with them the files that their messages asked for.</summary>
    public async ValueTask<ErasureResult> RowsAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken)
    {
        if (!book.Store.Capabilities.Supports(StoreFeatures.Erasure))
        {
            return new ErasureResult { Limitations = [NoRows] };
        }

        var result = new ErasureResult();
        bool areGone;
        do
        {
            ErasureStep step = await book.Store.EraseAsync(connection, order, cancellationToken).ConfigureAwait(false);
            result = result.Plus(new ErasureResult
            {
                Messages = step.Messages, Reactions = step.Reactions, Names = step.Names, RawPayloads = step.RawPayloads,
                MediaKeys = step.MediaKeys,
            });
            areGone = files() is not { } removal || await removal.RemoveAsync(connection, cancellationToken).ConfigureAwait(false);
            order = order with { After = step.Next };
        }
        while (order.After is not null);

        return areGone ? result : result.Plus(new ErasureResult { Limitations = [FilesLeft] });
    }

    /// <summary>Takes out of the cache what was erased, whoever erased it.</summary>
    public async ValueTask<ErasureResult> SweepAsync(ConnectionKey connection, CancellationToken cancellationToken) =>
        await SweepAsync(connection, await book.RenewAsync(connection, cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);

    async ValueTask<ErasureResult> SweepAsync(ConnectionKey connection, Sieve sieve, IReadOnlyCollection<Jid>? chats, CancellationToken cancellationToken)
    {
        long entries = 0;
        foreach (bool waiting in (bool[])[false, true])
        {
            var query = new CacheQuery { Connection = connection, Chats = chats, Waiting = waiting, IsKeptOnly = true };
            await foreach (CacheBatch batch in cache.ReadAsync(query, cancellationToken).ConfigureAwait(false))
            {
                entries += await SweepAsync(connection, batch, sieve, cancellationToken).ConfigureAwait(false);
            }
        }

        return new ErasureResult { CacheEntries = entries };
    }

    // Where the store keeps no marks, what is erased now is all that is known.
    async ValueTask<Sieve> SieveAsync(ConnectionKey connection, MarkMaker maker, IEnumerable<string> marks, CancellationToken cancellationToken)
    {
        if (book.IsKept)
        {
            return await book.RenewAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        var erasure = Guid.NewGuid();
        return new Sieve(0, marks.Distinct().ToDictionary(mark => mark, _ => erasure, StringComparer.Ordinal), maker);
    }

    async ValueTask<long> SweepAsync(ConnectionKey connection, CacheBatch batch, Sieve sieve, CancellationToken cancellationToken)
    {
        CacheBatch kept = sieve.Sift(batch, out IReadOnlyList<long> dropped);
        Dictionary<long, HistoryMessage> before = batch.Messages.ToDictionary(cached => cached.EntryId, cached => cached.Message);
        List<CachedMessage> changed = kept.Messages.Where(cached => !ReferenceEquals(cached.Message, before[cached.EntryId])).ToList();
        if (changed.Count > 0)
        {
            // Anew first, so that nothing is lost in between: what is there twice is imported once.
            await cache.AppendAsync(connection, new HistorySet { Messages = [.. changed.Select(cached => cached.Message)] }, cancellationToken).ConfigureAwait(false);
        }

        List<long> gone = [.. dropped, .. changed.Select(cached => cached.EntryId)];
        if (gone.Count > 0)
        {
            await cache.RemoveAsync(connection, gone, cancellationToken).ConfigureAwait(false);
        }

        return gone.Count;
    }

    /// <summary>Marks a person or chat under every JID, until nobody has claimed another meanwhile.</summary>
    /// <returns>Every JID.</returns>
    async ValueTask<IReadOnlyCollection<Jid>> MarkAsync(
        ConnectionKey connection, Jid seed, Guid? erasure, bool isPerson, Func<Jid, IEnumerable<string>> marksOf, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<Jid> marked = [];
        while (true)
        {
            IReadOnlyCollection<Jid> jids = await AliasesAsync(connection, seed, isPerson, cancellationToken).ConfigureAwait(false);
            if (jids.All(marked.Contains))
            {
                return jids;
            }

            if (book.IsKept)
            {
                await MarkAsync(connection, [.. jids.SelectMany(marksOf).Distinct()], erasure, cancellationToken).ConfigureAwait(false);
            }

            marked = jids;
        }
    }

    async ValueTask MarkAsync(ConnectionKey connection, string[] marks, Guid? erasure, CancellationToken cancellationToken)
    {
        Sieve sieve = await book.RenewAsync(connection, cancellationToken).ConfigureAwait(false);
        Guid[] known = [.. marks.Select(mark => sieve.Marks.GetValueOrDefault(mark)).Where(id => id != Guid.Empty).Distinct()];
        Guid one = erasure ?? known.FirstOrDefault(Guid.NewGuid());

        // What was erased as two and is one, is lifted as one.
        string[] others = [.. sieve.Marks.Where(mark => mark.Value != one && known.Contains(mark.Value)).Select(mark => mark.Key)];
        ErasureMark[] added =
            [.. marks.Union(others).Where(mark => sieve.Marks.GetValueOrDefault(mark) != one).Select(mark => new ErasureMark(mark, one))];
        if (added.Length > 0)
        {
            await book.ChangeAsync(connection, added, [], cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<IReadOnlyCollection<Jid>> AliasesAsync(ConnectionKey connection, Jid jid, bool isPerson, CancellationToken cancellationToken)
    {
        if (!jid.IsPerson)
        {
            return [jid];
        }

        IdentityGraph identities = await IdentitiesAsync(connection, jid, cancellationToken).ConfigureAwait(false);
        return isPerson && identities.IsOwn(jid)
            ? throw new ArgumentException("This is the connection's own account. Erase the connection instead.", nameof(jid))
            : identities.Aliases(jid);
    }

    async ValueTask<IdentityGraph> IdentitiesAsync(ConnectionKey connection, Jid jid, CancellationToken cancellationToken) =>
        new(await cache.FindAliasesAsync(connection, [jid], cancellationToken).ConfigureAwait(false));

    async ValueTask<ErasureResult> StatesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, IReadOnlyList<string> addresses, CancellationToken cancellationToken) =>
        new() { States = await state.EraseAsync(connection, TextsOf(jids, addresses), cancellationToken).ConfigureAwait(false) };

    // What asks for the chat would go on to remember things of it. A run that comes upon a claim cannot wait for its own end.
    async ValueTask EndRunsAsync(ConnectionKey connection, string[] texts, bool isOfRun, CancellationToken cancellationToken)
    {
        if (isOfRun)
        {
            return;
        }

        byte[][] wanted = [.. texts.Select(Encoding.UTF8.GetBytes)];
        foreach (string lease in await state.ListKeysAsync(connection, ImportScope.LeasePrefix, cancellationToken).ConfigureAwait(false))
        {
            var scope = new ImportScope(lease[ImportScope.LeasePrefix.Length..]);
            StateValue? status = await state.GetAsync(connection, scope.StatusKey, cancellationToken).ConfigureAwait(false);
            if (StateValue.Holds(Encoding.UTF8.GetBytes(lease), wanted) || (status is not null && StateValue.Holds(status.Value.Span, wanted)))
            {
                await leases.EndAsync(connection, lease, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    static string[] TextsOf(IReadOnlyCollection<Jid> jids, IReadOnlyList<string> addresses) => [.. addresses.Concat(jids.Select(jid => jid.Value)).Distinct()];

    // Short ones stand in too many payloads by chance.
    static string AddressOf(Jid jid) => jid.User.Length < AddressWords.Shortest ? jid.Value : jid.User;
}
