namespace HistoryImport;

/// <summary>A time in which nothing of a connection was received.</summary>
/// <param name="Since">When the last was received before.</param>
/// <param name="Until">When the next was.</param>
readonly record struct Away(DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>Whether a live entry was sent in it: then nobody was there, and it was not merely quiet.</summary>
    public bool Holds(HistorySet set)
    {
        (long since, long until) = (Since.ToUnixTimeSeconds(), Until.ToUnixTimeSeconds());
        return set.Messages.Any(entry => SetEntries.IsEntry(entry) && entry.Timestamp > since && entry.Timestamp < until);
    }
}
