using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What is known of who is who on one connection.</summary>
public sealed record AliasSet
{
    /// <summary>Nothing known.</summary>
    public static AliasSet Empty { get; } = new();

    /// <summary>Gets the claims, in any order.</summary>
    public IReadOnlyList<JidClaim> Claims { get; init => field = value ?? []; } = [];

    /// <summary>Gets the JIDs of the connection's own account: its number, its LID, or both.</summary>
    public IReadOnlyList<Jid> Account { get; init => field = value ?? []; } = [];

    /// <summary>Gets a number that rises with everything that is learned of who is who on the connection, and never falls.</summary>
    /// <remarks>Only what <see cref="IMessageCache.FindAliasesAsync"/> gives has one; it is 0 as long as nothing is known.</remarks>
    public long Version { get; init; }

    /// <summary>Gets whether it holds what is known of some persons only.</summary>
    public bool IsPart { get; init; }

    /// <summary>Gets whether there is nothing in it.</summary>
    [JsonIgnore]
    public bool IsEmpty => Claims.Count == 0 && Account.Count == 0;

    /// <summary>Tells whether history of an account may be of the account this connection has.</summary>
    /// <remarks>
    /// <para>A number that is known and differs is another account, and so is a LID that is known and differs, whatever the other says. Of
    /// several JIDs of one kind one in common is enough: a host that knows two spellings of its number lists both. A number and a LID may
    /// belong together without anybody having said so yet. JIDs that claims make one are the same.</para>
    /// <para>More claims only make more accounts the same: where the account alone says yes, nobody has to read the claims.</para>
    /// </remarks>
    /// <param name="account">The JIDs the history says it belongs to; none says nothing.</param>
    public bool MayBelongTo(IReadOnlyCollection<Jid> account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (Account.Count == 0 || account.Count == 0)
        {
            return true;
        }

        var graph = new IdentityGraph(this);
        return account.GroupBy(jid => jid.Kind).All(told =>
        {
            HashSet<Jid> known = [.. Account.Where(jid => jid.Kind == told.Key).Select(graph.Canonical)];
            return known.Count == 0 || told.Any(jid => known.Contains(graph.Canonical(jid)));
        });
    }

    /// <summary>Gets every JID that the claims make one with a given one, itself included.</summary>
    public IReadOnlyCollection<Jid> AliasesOf(Jid jid) => new IdentityGraph(this).Aliases(jid);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(AliasSet)} {{ {nameof(Claims)} = {Claims.Count}, {nameof(Account)} = {Account.Count} }}";
}
