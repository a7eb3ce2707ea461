namespace HistoryImport;

/// <summary>What became of a batch.</summary>
/// <param name="Outcomes">One for each item, in the order of the batch.</param>
public sealed record UpsertResult(IReadOnlyList<UpsertOutcome> Outcomes)
{
    /// <summary>Gets the outcomes, one for each item, in the order of the batch.</summary>
    public IReadOnlyList<UpsertOutcome> Outcomes { get; init => field = value ?? []; } = Outcomes ?? [];

    /// <summary>Gets whether the store removed the batch's cache entries in its own transaction.</summary>
    public bool CacheEntriesRemoved { get; init; }
}
