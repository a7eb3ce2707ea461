namespace HistoryImport.Relational;

/// <summary>An entry of the cache by its number.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Bytes">How many bytes it has; 0 if that is not known yet.</param>
readonly record struct EntrySize(long Id, int Bytes);
