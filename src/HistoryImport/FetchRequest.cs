namespace HistoryImport;

/// <summary>Asks the phone for the page of messages before an anchor.</summary>
public sealed record FetchRequest
{
    /// <summary>The most messages WhatsApp answers one request with.</summary>
    public const int MaxCount = 50;

    /// <summary>Gets the connection whose phone is asked.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets the message before which messages are wanted. It is not part of the answer.</summary>
    public required MessageAnchor Anchor { get; init; }

    /// <summary>Gets what belongs into WhatsApp's field <c>oldestMsgTimestampMs</c>: the anchor's time, in the unit of
    /// <see cref="HistoryImportOptions.AnchorTimeUnit"/>.</summary>
    public long OldestMessageTime { get; init; }

    /// <summary>Gets how many messages are wanted, 1 to <see cref="MaxCount"/>.</summary>
    public int Count { get; init; } = MaxCount;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(FetchRequest)} {{ {nameof(Connection)} = {Connection}, {nameof(Count)} = {Count} }}";
}
