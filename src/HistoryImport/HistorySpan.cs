namespace HistoryImport;

/// <summary>A time in which everything received of a chat hangs together.</summary>
/// <param name="From">Its first moment; <see langword="null"/> if the chat has nothing before.</param>
/// <param name="To">Its last moment.</param>
public sealed record HistorySpan(DateTimeOffset? From, DateTimeOffset To);
