namespace HistoryImport;

/// <summary>What a message says. It moves as one: the greater <see cref="ContentVersion"/> replaces the smaller.</summary>
public sealed record MessageContent
{
    /// <summary>Gets the kind.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Gets the text a reader sees; empty if there is none.</summary>
    public string Body { get; init; } = "";

    /// <summary>Gets where the media lies; <see langword="null"/> for kinds without media.</summary>
    public MediaDescriptor? Media { get; init; }

    /// <summary>Gets the payload as it came, protobuf or JSON. It is no part of the version: deliveries that decode alike keep the first.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}
