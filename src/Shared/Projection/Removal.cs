namespace HistoryImport.Relational;

/// <summary>A statement that removes something, and the same one that tells what.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Returning">What it gives back where a projection is told.</param>
sealed record Removal(string Sql, string Returning)
{
    /// <summary>Gets the statement with what it gives back: the same object each time.</summary>
    public string Telling { get; } = Sql + Returning;
}
