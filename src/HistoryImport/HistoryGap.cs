namespace HistoryImport;

/// <summary>A part of a window that is not known to be whole.</summary>
/// <param name="From">Its first moment; <see langword="null"/> if it has no bound.</param>
/// <param name="To">Its last moment.</param>
/// <param name="Cause">Why it is not.</param>
public sealed record HistoryGap(DateTimeOffset? From, DateTimeOffset To, GapCause Cause);
