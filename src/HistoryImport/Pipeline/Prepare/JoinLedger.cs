using System.Buffers.Binary;

namespace HistoryImport;

/// <summary>Who is who, as one run knows it: learns claims durably, and has the rows written before follow them.</summary>
/// <remarks>Not thread-safe but for <see cref="JoinAsync"/>: it belongs to the loop that prepares.</remarks>
sealed class JoinLedger(ConnectionKey connection, IMessageCache cache, IMessageStore store, IStateStore state)
{
    public const string Key = "joined-claims";

    readonly HashSet<JidClaim> _claims = [];
    readonly HashSet<Jid> _account = [];
    StateValue? _joined;

    public IdentityGraph Identities { get; } = new(AliasSet.Empty);

    // Both only grow in number, so the number tells what the rows already follow.
    long Known => _claims.Count + _account.Count;

    /// <summary>Loads who is who, and joins what an earlier run learned but could not join any more.</summary>
    /// <param name="account">What the caller knows of the connection's own account; it is kept.</param>
    /// <param name="known">Who is who, if it was asked for just now.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    public async ValueTask LoadAsync(IReadOnlyList<Jid> account, AliasSet? known, CancellationToken cancellationToken)
    {
        await cache.AddAliasesAsync(connection, new AliasSet { Account = account }, cancellationToken).ConfigureAwait(false);
        Learn(known ?? await cache.GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false));
        Learn(new AliasSet { Account = account });
        _joined = await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false);
        if (Known > 0 && Joined() != Known)
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
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, Known);
        if (_joined is null ? Known > 0 : !_joined.Value.Span.SequenceEqual(value))
        {
            long? version = await state.TrySetAsync(connection, Key, value, _joined?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
            _joined = version is { } written ? new StateValue(value, written) : _joined;
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

    long Joined() => _joined is { Value.Length: sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(_joined.Value.Span) : 0;
}
