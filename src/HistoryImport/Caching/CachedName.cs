namespace HistoryImport;

/// <summary>A name in a cache.</summary>
/// <param name="EntryId">The cache's own number for it, from the same sequence as those of messages; 0 if there is nothing to remove.</param>
/// <param name="Name">The name.</param>
public readonly record struct CachedName(long EntryId, HistoryName Name);
