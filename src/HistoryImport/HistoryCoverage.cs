namespace HistoryImport;

/// <summary>What of a window of one chat is known, and what is not.</summary>
/// <remarks>It grows from what was received alone, and says what the phone sent, not what is a row. A quiet time is no gap: a gap is told only
/// where something proves that messages may be missing. Passes through System.Text.Json and comes back with the same values.</remarks>
public sealed record HistoryCoverage
{
    /// <summary>Gets the parts of the window that are known, the oldest first. They do not overlap.</summary>
    public IReadOnlyList<HistorySpan> Spans { get; init => field = value ?? []; } = [];

    /// <summary>Gets the parts of the window that are not, the oldest first.</summary>
    public IReadOnlyList<HistoryGap> Gaps { get; init => field = value ?? []; } = [];

    /// <summary>Gets whether nothing tells that anything of the window is missing.</summary>
    public bool IsWhole { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HistoryCoverage)} {{ {nameof(IsWhole)} = {IsWhole} }}";
}
