namespace HistoryImport;

/// <summary>A reaction that came attached to the message it belongs to (<c>WebMessageInfo.reactions</c>, field 41).</summary>
public sealed record HistoryReaction
{
    /// <summary>Gets whether our own account reacted.</summary>
    public bool FromMe { get; init; }

    /// <summary>Gets who reacted, in a group.</summary>
    public string? Participant { get; init; }

    /// <summary>Gets the emoji; empty if the reaction was taken back.</summary>
    // The deserializer hands over null for what an entry does not hold.
    public string Emoji { get; init => field = value ?? ""; } = "";

    /// <summary>Gets when, in Unix milliseconds.</summary>
    public long? TimestampMs { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(HistoryReaction);
}
