namespace HistoryImport.Relational;

/// <summary>A statement that removes something, and the same one that tells what.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Telling">The same, with what it gives back.</param>
sealed record Removal(string Sql, string Telling);
