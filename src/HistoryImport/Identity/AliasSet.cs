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

    /// <summary>Gets whether there is nothing in it.</summary>
    [JsonIgnore]
    public bool IsEmpty => Claims.Count == 0 && Account.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(AliasSet)} {{ {nameof(Claims)} = {Claims.Count}, {nameof(Account)} = {Account.Count} }}";
}
