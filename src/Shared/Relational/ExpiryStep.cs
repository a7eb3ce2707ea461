namespace HistoryImport.Relational;

/// <summary>What one step of an expiry did.</summary>
/// <param name="Messages">How many messages it removed.</param>
/// <param name="MayBeMore">Whether it stopped for its size only.</param>
readonly record struct ExpiryStep(int Messages, bool MayBeMore);
