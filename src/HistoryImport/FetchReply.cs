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

    /// <summary>The answer, of a gateway that answers at once.</summary>
    public static FetchReply Answered(HistorySet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new(FetchStatus.Answered) { Set = set };
    }

    /// <summary>The request is on its way.</summary>
    /// <param name="requestId">The id the answer will carry; <see langword="null"/> if the socket tells none.</param>
    public static FetchReply Requested(string? requestId) => new(FetchStatus.Requested) { RequestId = requestId };

    /// <summary>The session cannot send now.</summary>
    /// <param name="reason">Why, in words for an operator; never a phone number.</param>
    public static FetchReply NotReady(string? reason = null) => new(FetchStatus.NotReady) { Reason = reason };

    /// <summary>This host cannot fetch.</summary>
    /// <param name="reason">Why, in words for an operator; never a phone number.</param>
    public static FetchReply NotSupported(string? reason = null) => new(FetchStatus.NotSupported) { Reason = reason };

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(FetchReply)} {{ {nameof(Status)} = {Status} }}";
}
