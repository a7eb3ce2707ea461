namespace HistoryImport.Peers;

/// <summary>What an alternative is in the comparison.</summary>
enum Role
{
    Peer,
    Limit,
    Ours,
}
