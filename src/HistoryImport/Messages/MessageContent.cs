namespace HistoryImport;

/// <summary>What a message says. It moves as one: the greater <see cref="ContentVersion"/> replaces the smaller.</summary>
public sealed record MessageContent
{
    /// <summary>Gets the kind.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Gets the text a reader sees; empty if there is none.</summary>
    // The deserializer hands over null for what an entry does not hold.
    public string Body { get; init => field = value ?? ""; } = "";

    /// <summary>Gets where the media lies; <see langword="null"/> for kinds without media.</summary>
    public MediaDescriptor? Media { get; init; }

    /// <summary>Gets the payload as it came, protobuf or JSON. It is no part of the version: deliveries that decode alike keep the first.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MessageContent)} {{ {nameof(Kind)} = {Kind} }}";
}
