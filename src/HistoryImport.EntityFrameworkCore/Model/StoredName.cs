namespace HistoryImport.EntityFrameworkCore;

/// <summary>A known name. Query it; the library writes it.</summary>
public sealed class StoredName
{
    /// <summary>Gets the number of the connection.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets the canonical JID.</summary>
    public string Jid { get; init; } = "";

    /// <summary>Gets the number of the <see cref="NameKind"/>.</summary>
    public short Kind { get; init; }

    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredName);
}
