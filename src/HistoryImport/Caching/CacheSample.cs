namespace HistoryImport;

/// <summary>What lay in a cache when it was last looked at.</summary>
/// <param name="Usage">What lay there.</param>
/// <param name="Age">How long ago its oldest message was received by now; <see langword="null"/> if there was none.</param>
sealed record CacheSample(CacheUsage Usage, TimeSpan? Age);
