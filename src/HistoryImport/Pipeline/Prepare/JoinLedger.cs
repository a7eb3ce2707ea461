using System.Buffers.Binary;

namespace HistoryImport;

/// <summary>Who is who, as one run knows it: learns claims durably, and has the rows written before follow them.</summary>
/// <remarks>Not thread-safe but for <see cref="JoinAsync"/>: it belongs to the loop that prepares.</remarks>
sealed class JoinLedger(ConnectionKey connection, IMessageCache cache, IMessageStore store, IStateStore state)
{
    const string Key = "joined-claims";

    readonly HashSet<JidClaim> _claims = [];
    readonly HashSet<Jid> _account = [];

    public IdentityGraph Identities { get; } = new(AliasSet.Empty);

    // Both only grow in number, so the number tells what the rows already follow.
    long Known => _claims.Count + _account.Count;

    /// <summary>Loads who is who, and joins what an earlier run learned but could not join any more.</summary>
    /// <param name="account">What the caller knows of the connection's own account; it is kept.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <exception cref="HistoryStorageException">The connection has another account.</exception>
    public async ValueTask LoadAsync(IReadOnlyList<Jid> account, CancellationToken cancellationToken)
    {
        AliasSet known = await cache.GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!known.MayBelongTo(account))
        {
            throw CacheRefusal.OtherAccount();
        }

        Learn(known);
        await LearnAsync([], account, cancellationToken).ConfigureAwait(false);
        if (Known > 0 && await JoinedAsync(cancellationToken).ConfigureAwait(false) != Known)
        {
            await JoinAsync([.. Identities.AllJoins()], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes in what others have learned since, and joins by it.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken) => await JoinAsync(
        Learn(await cache.GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

    /// <summary>Takes in what a batch says of who is who, durably, before anything is keyed by it.</summary>
    /// <returns>The joins that bring rows and entries written before to it.</returns>
    public async ValueTask<IReadOnlyList<JidJoin>> LearnAsync(IEnumerable<JidClaim> claims, IEnumerable<Jid> account, CancellationToken cancellationToken)
    {
        var learned = new AliasSet
        {
            Claims = [.. claims.Where(claim => !_claims.Contains(claim)).Distinct()],
            Account = [.. account.Where(own => !_account.Contains(own)).Distinct()],
        };
        if (learned.IsEmpty)
        {
            return [];
        }

        await cache.AddAliasesAsync(connection, learned, cancellationToken).ConfigureAwait(false);
        return Learn(learned);
    }

    /// <summary>Joins rows, as far as the store can.</summary>
    public ValueTask JoinAsync(IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken)
    {
        IReadOnlyList<JidJoin> possible = !store.Capabilities.Supports(StoreFeatures.Join) ? []
            : store.Capabilities.Supports(StoreFeatures.OwnJoin) ? joins
            : [.. joins.Select(join => join with { IsOwn = false }).Where(join => join.From != join.To)];
        return possible.Count > 0 ? store.JoinAsync(connection, possible, cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Notes that the rows follow every claim known here. Losing a race only costs a repeat.</summary>
    public async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        StateValue? known = await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false);
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, Known);
        if (known is null ? Known > 0 : !known.Value.Span.SequenceEqual(value))
        {
            await state.TrySetAsync(connection, Key, value, known?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
        }
    }

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

    async ValueTask<long> JoinedAsync(CancellationToken cancellationToken)
    {
        StateValue? known = await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false);
        return known is { Value.Length: sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(known.Value.Span) : 0;
    }
}
