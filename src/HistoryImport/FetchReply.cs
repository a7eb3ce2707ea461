namespace HistoryImport;

/// <summary>What became of a fetch.</summary>
/// <param name="Status">How it was taken.</param>
public sealed record FetchReply(FetchStatus Status)
{
    /// <summary>Gets the id the answer will carry, if requested.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the answer of a gateway that answers at once.</summary>
    public HistorySet? Set { get; init; }

    /// <summary>Gets why not, in words for an operator.</summary>
    public string? Reason { get; init; }
}
