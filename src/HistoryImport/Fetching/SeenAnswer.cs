namespace HistoryImport;

/// <summary>An answer to some request, as it lies in the state store.</summary>
sealed record SeenAnswer(string RequestId, EndOfHistory? End);
