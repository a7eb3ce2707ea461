namespace HistoryImport;

/// <summary>A problem of a received history set, in a cache.</summary>
/// <param name="EntryId">The cache's own number for it, from the same sequence as those of messages; 0 if there is nothing to remove.</param>
/// <param name="Problem">The problem.</param>
public readonly record struct CachedProblem(long EntryId, DecodeProblem Problem)
{
    static readonly DecodeProblem _none = new(0, "");

    /// <summary>Gets the problem; an empty one in the default value.</summary>
    public DecodeProblem Problem { get => field ?? _none; init; } = Problem;
}
