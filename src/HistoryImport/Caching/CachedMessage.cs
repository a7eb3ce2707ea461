namespace HistoryImport;

/// <summary>A message in a cache.</summary>
/// <param name="EntryId">The cache's own number for it; 0 if the cache has nothing to remove.</param>
/// <param name="Message">The message.</param>
public readonly record struct CachedMessage(long EntryId, HistoryMessage Message)
{
    static readonly HistoryMessage _none = new();

    /// <summary>Gets the message; an empty one in the default value.</summary>
    public HistoryMessage Message { get => field ?? _none; init; } = Message;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CachedMessage)} {{ {nameof(EntryId)} = {EntryId} }}";
}
