namespace HistoryImport;

/// <summary>What waits in a cache, of all connections together.</summary>
/// <param name="Connections">Of how many connections there is a message.</param>
/// <param name="Messages">How many messages, those among them that wait for another.</param>
/// <param name="Bytes">About how many bytes all entries take, as the cache keeps them.</param>
/// <param name="OldestReceivedAt">When the oldest message was received; <see langword="null"/> if there is none.</param>
public sealed record CacheUsage(long Connections, long Messages, long Bytes, DateTimeOffset? OldestReceivedAt);
