namespace HistoryImport;

/// <summary>Stands for one database. Parts that give the same one can be written in one transaction.</summary>
/// <remarks>
/// Whoever makes the parts of a database makes one of these, and each part gives it. A store then checks the lease, and acknowledges what it
/// read, in the transaction that writes the rows. A part that wraps another gives the inner one's, unless it numbers entries anew. None
/// is the database of nobody else. Compared by reference; holds nothing.
/// </remarks>
public sealed class StorageScope
{
    /// <summary>Tells whether both stand for one database.</summary>
    public static bool IsShared(StorageScope? one, StorageScope? other) => one is not null && ReferenceEquals(one, other);
}
