namespace HistoryImport.EntityFrameworkCore;

/// <summary>What is left of something that was erased: a mark that only a key of the host's makes. The library alone uses it.</summary>
public sealed class StoredErasure
{
    /// <summary>Gets the number of the connection.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets the mark.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Gets what marks that are lifted together have in common: a GUID of 36 characters.</summary>
    public string Erasure { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredErasure);
}
