namespace HistoryImport;

/// <summary>What turns out to be erased, too, because a claim makes it one with what was.</summary>
/// <param name="Jid">The address that is not marked yet.</param>
/// <param name="Erasure">The erasure it becomes part of.</param>
/// <param name="IsPerson">Whether the person was erased, or only the chat.</param>
readonly record struct HalfErased(Jid Jid, Guid Erasure, bool IsPerson)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(HalfErased);
}
