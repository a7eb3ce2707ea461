namespace HistoryImport;

/// <summary>What became of a batch.</summary>
/// <param name="Outcomes">One for each item, in the order of the batch.</param>
public sealed record UpsertResult(IReadOnlyList<UpsertOutcome> Outcomes)
{
    /// <summary>Gets the outcomes, one for each item, in the order of the batch.</summary>
    public IReadOnlyList<UpsertOutcome> Outcomes { get; init => field = value ?? []; } = Outcomes ?? [];

    /// <summary>Gets the chats in which items that name no chat changed rows, each at least once.</summary>
    /// <remarks>Only a follow-up names none (<see cref="MessageUpsert.IsFollowUp"/>). What a store does not tell is missing from
    /// <see cref="ImportResult.Chats"/>.</remarks>
    public IReadOnlyList<Jid> ChatsFound { get; init => field = value ?? []; } = [];

    /// <summary>Gets whether the store removed the batch's cache entries in its own transaction.</summary>
    public bool CacheEntriesRemoved { get; init; }
}
