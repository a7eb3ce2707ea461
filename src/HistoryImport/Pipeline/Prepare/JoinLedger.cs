using System.Buffers.Binary;

namespace HistoryImport;

/// <summary>Who is who, as one run knows it: learns claims durably, and has the rows written before follow them.</summary>
/// <remarks>As long as the rows follow all that is known it asks for the persons it meets, and for no others. Not thread-safe but for
/// <see cref="JoinAsync"/>: it belongs to the loop that prepares.</remarks>
sealed class JoinLedger(ConnectionKey connection, IMessageCache cache, IMessageStore store, IStateStore state)
{
    public const string Key = "joined-claims";

    readonly HashSet<JidClaim> _claims = [];
    readonly HashSet<Jid> _account = [];
    readonly MetPersons _met = new();

    bool _knowsAll;
    bool _hasLearned;

    // Up to which version of the aliases everything is known here, or was asked for.
    long _version;
    StateValue? _joined;

    /// <summary>Gets whether rows were to follow what was learned.</summary>
    public bool HasJoined { get; private set; }

    /// <summary>Gets how many times it turned out that rows, and what waits for one, may belong elsewhere than was known.</summary>
    public int Changes { get; private set; }

    /// <summary>Gets up to which version of the aliases this run knows all that matters to it, and the version of the note that rows follow it.</summary>
    public (long Aliases, long Joined) Known => (_version, _joined?.Version ?? 0);

    public IdentityGraph Identities { get; } = new(AliasSet.Empty);

    /// <summary>Loads who the chats and the account are, and joins what an earlier run learned but could not join any more.</summary>
    /// <param name="chats">The chats that are wanted.</param>
    /// <param name="account">What the caller knows of the connection's own account; it is kept.</param>
    /// <param name="known">Who they are, if it was asked for just now.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <exception cref="HistoryStorageException">The connection has another account.</exception>
    public async ValueTask LoadAsync(IReadOnlyList<Jid> chats, IReadOnlyList<Jid> account, AliasSet? known, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<Jid> met = _met.Add(chats.Concat(account));
        known ??= await cache.FindAliasesAsync(connection, met, cancellationToken).ConfigureAwait(false);
        _joined = await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false);
        if (!known.MayBelongTo(account))
        {
            throw CacheRefusal.OtherAccount();
        }

        _version = known.Version;
        if (known.Version == 0 || Joined() == known.Version)
        {
            _knowsAll = !known.IsPart;
            Learn(known);
            await JoinAsync(await LearnAsync([], account, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return;
        }

        await LearnAllAsync(known, cancellationToken).ConfigureAwait(false);
        await LearnAsync([], account, cancellationToken).ConfigureAwait(false);
        await JoinAsync([.. Identities.AllJoins()], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in what others have learned since, and joins by it.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        AliasSet now = await cache.FindAliasesAsync(connection, [], cancellationToken).ConfigureAwait(false);
        if (now.Version != _version)
        {
            await JoinAsync(await LearnAllAsync(now, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes in who those are whom a batch is about, and what it says itself of who is who: that durably, before anything is keyed by it.</summary>
    /// <returns>The joins that bring rows and entries written before to it.</returns>
    public async ValueTask<IReadOnlyList<JidJoin>> LearnAsync(CacheBatch batch, IEnumerable<Jid> account, CancellationToken cancellationToken)
    {
        IReadOnlyList<JidJoin> joins = await MeetAsync(batch, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JidJoin> own = await LearnAsync(batch.Claims, account, cancellationToken).ConfigureAwait(false);
        return joins.Count == 0 ? own : [.. joins, .. own];
    }

    /// <summary>Takes in claims and JIDs of the account, durably.</summary>
    /// <returns>The joins that bring rows and entries written before to it.</returns>
    public async ValueTask<IReadOnlyList<JidJoin>> LearnAsync(IEnumerable<JidClaim> claims, IEnumerable<Jid> account, CancellationToken cancellationToken)
    {
        AliasSet learned = New(claims, account);
        if (learned.IsEmpty)
        {
            return [];
        }

        // What is joined now are whole persons.
        IReadOnlyList<JidJoin> joins = [];
        if (!_knowsAll)
        {
            joins = await LearnAllAsync(
                await cache.FindAliasesAsync(connection, [], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            learned = New(learned.Claims, learned.Account);
        }

        if (!learned.IsEmpty)
        {
            Changes++;
            await cache.AddAliasesAsync(connection, learned, cancellationToken).ConfigureAwait(false);
            _hasLearned = true;
        }

        return [.. joins, .. Learn(learned)];
    }

    /// <summary>Joins rows, as far as the store can.</summary>
    public ValueTask JoinAsync(IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken)
    {
        IReadOnlyList<JidJoin> possible = !store.Capabilities.Supports(StoreFeatures.Join) ? []
            : store.Capabilities.Supports(StoreFeatures.OwnJoin) ? joins
            : [.. joins.Select(join => join with { IsOwn = false }).Where(join => join.From != join.To)];
        if (possible.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        HasJoined |= possible.Any(join => join.From != join.To);
        return store.JoinAsync(connection, possible, cancellationToken);
    }

    /// <summary>Takes in what others have learned beside what was learned here.</summary>
    public ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        bool wasNumbered = !_hasLearned;
        _hasLearned = false;
        return wasNumbered ? ValueTask.CompletedTask : RefreshAsync(cancellationToken);
    }

    /// <summary>Notes that the rows follow every claim known here. Losing a race only costs a repeat.</summary>
    public async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, _version);
        if (_joined is null ? _version > 0 : !_joined.Value.Span.SequenceEqual(value))
        {
            long? version = await state.TrySetAsync(connection, Key, value, _joined?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
            _joined = version is { } written ? new StateValue(value, written) : _joined;
        }
    }

    async ValueTask<IReadOnlyList<JidJoin>> MeetAsync(CacheBatch batch, CancellationToken cancellationToken)
    {
        if (_knowsAll)
        {
            return [];
        }

        IReadOnlyCollection<Jid> met = _met.Add(batch, _account);
        if (met.Count == 0)
        {
            return [];
        }

        AliasSet known = await cache.FindAliasesAsync(connection, met, cancellationToken).ConfigureAwait(false);
        if (known.Version != _version)
        {
            // Others have learned meanwhile: rows written before may have to follow.
            return await LearnAllAsync(known, cancellationToken).ConfigureAwait(false);
        }

        Learn(known);
        return [];
    }

    // The version was read before: what is learned in between has a greater one.
    async ValueTask<IReadOnlyList<JidJoin>> LearnAllAsync(AliasSet found, CancellationToken cancellationToken)
    {
        AliasSet all = found.IsPart ? await cache.GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false) : found;
        _version = found.Version;
        _knowsAll = true;
        Changes++;
        return Learn(all);
    }

    AliasSet New(IEnumerable<JidClaim> claims, IEnumerable<Jid> account) => new()
    {
        Claims = [.. claims.Where(claim => !_claims.Contains(claim)).Distinct()],
        Account = [.. account.Where(own => !_account.Contains(own)).Distinct()],
    };

    IReadOnlyList<JidJoin> Learn(AliasSet learned)
    {
        var grown = new HashSet<Jid>();
        foreach (Jid own in learned.Account)
        {
            _account.Add(own);
            if (Identities.AddOwn(own))
            {
                grown.Add(own);
            }
        }

        foreach (JidClaim claim in learned.Claims)
        {
            _claims.Add(claim);
            if (Identities.Add(claim))
            {
                grown.Add(claim.Lid);
            }
        }

        return [.. Identities.JoinsOf(grown)];
    }

    long Joined() => _joined is { Value.Length: sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(_joined.Value.Span) : 0;
}
