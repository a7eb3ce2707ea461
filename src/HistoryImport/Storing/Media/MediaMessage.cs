namespace HistoryImport;

/// <summary>What a store holds of a message with media.</summary>
public sealed record MediaMessage
{
    /// <summary>Gets the key it has now.</summary>
    public required MessageKey Key { get; init; }

    /// <summary>Gets the kind.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Gets the time in Unix seconds.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets what it says of its media, the id of the official platform included.</summary>
    public required MediaDescriptor Media { get; init; }

    /// <summary>Gets the chat as WhatsApp spelled it.</summary>
    public string? WireChat { get; init; }

    /// <summary>Gets the payload as it came, if kept.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaMessage)} {{ {nameof(Kind)} = {Kind} }}";
}
