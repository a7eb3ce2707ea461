namespace HistoryImport;

/// <summary>Ties a cache entry to the item of a batch it became part of.</summary>
/// <param name="EntryId">The cache's number for the entry.</param>
/// <param name="Item">The index in <see cref="MessageBatch.Items"/>, or -1 if the entry became part of no item.</param>
public readonly record struct CacheEntry(long EntryId, int Item);
