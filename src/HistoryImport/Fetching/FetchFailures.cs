namespace HistoryImport;

/// <summary>Requests in a row that brought nothing older.</summary>
/// <param name="Silent">How many of them nobody answered.</param>
/// <param name="Empty">How many of them were answered.</param>
/// <param name="Unplaced">Whether an answer held entries without a time.</param>
readonly record struct FetchFailures(int Silent, int Empty, bool Unplaced)
{
    public int Count => Silent + Empty;

    /// <summary>Counts one more request, or begins anew where it brought something older.</summary>
    public FetchFailures After(bool isAnswered, bool advanced, bool unplaced) =>
        advanced ? default
        : isAnswered || unplaced ? new(Silent, Empty + 1, Unplaced || unplaced)
        : this with { Silent = Silent + 1 };

    public FetchVerdict Told(TimeSpan timeout) =>
        Empty > 0 ? FetchVerdict.NoProgress(Empty, Silent, Unplaced) : FetchVerdict.TimedOut(Silent, timeout);
}
