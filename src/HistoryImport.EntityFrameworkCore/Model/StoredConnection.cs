namespace HistoryImport.EntityFrameworkCore;

/// <summary>A connection that has rows. Query it; the library writes it.</summary>
public sealed class StoredConnection
{
    /// <summary>Gets its number in this database.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets the tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Gets the session inside the tenant.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets a number that rises with every change of what was erased.</summary>
    public long Erasures { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Name}";
}
