namespace HistoryImport.EntityFrameworkCore;

/// <summary>Where a row lies.</summary>
/// <param name="Chat">The number of its chat.</param>
/// <param name="Key">Its key.</param>
readonly record struct RowPlace(long Chat, MessageKey Key);
