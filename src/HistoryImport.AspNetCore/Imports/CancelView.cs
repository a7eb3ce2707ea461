namespace HistoryImport.AspNetCore;

/// <summary>What became of the wish to cancel.</summary>
/// <param name="IsCancelled">Whether there was something to cancel.</param>
sealed record CancelView(bool IsCancelled);
