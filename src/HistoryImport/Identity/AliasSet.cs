namespace HistoryImport;

/// <summary>What is known of who is who on one connection.</summary>
public sealed record AliasSet
{
    /// <summary>Nothing known.</summary>
    public static AliasSet Empty { get; } = new();

    /// <summary>Gets the claims, in any order.</summary>
    public IReadOnlyList<JidClaim> Claims { get; init; } = [];

    /// <summary>Gets the JIDs of the connection's own account: its number, its LID, or both.</summary>
    public IReadOnlyList<Jid> Account { get; init; } = [];

    /// <summary>Gets whether there is nothing in it.</summary>
    public bool IsEmpty => Claims.Count == 0 && Account.Count == 0;
}
