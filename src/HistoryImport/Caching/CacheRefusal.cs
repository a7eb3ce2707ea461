namespace HistoryImport;

/// <summary>Why a cache refuses a history set, in the same words whichever cache it is.</summary>
public static class CacheRefusal
{
    /// <summary>What is told, or asked for, belongs to another account: see <see cref="AliasSet.MayBelongTo"/>.</summary>
    public static HistoryStorageException OtherAccount() => new(
        "This history belongs to another account than what is kept of this connection. If another phone was paired on purpose, call "
        + "IHistoryInbox.ForgetAsync for the connection first; otherwise give it a connection of its own.");

    /// <summary>There is no room, and nothing is evicted to make some: WhatsApp delivers a history set once.</summary>
    /// <param name="place">What the cache calls its database; nothing secret.</param>
    /// <param name="limitBytes">How many bytes it may hold.</param>
    /// <param name="option">The option that says so, such as <c>SqliteOptions.MaxCachedBytes</c>.</param>
    public static HistoryStorageException Full(string place, long limitBytes, string option) => new(
        $"The cache in {place} is full: it may hold {limitBytes} bytes. Nothing of this set was kept. "
        + $"Import what is there, forget (IHistoryInbox.ForgetAsync) a connection that is no longer needed, or raise {option}; then hand the set over again.");
}
