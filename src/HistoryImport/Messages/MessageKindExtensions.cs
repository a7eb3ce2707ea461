namespace HistoryImport;

/// <summary>The names of message kinds in exports and databases.</summary>
public static class MessageKindExtensions
{
    static readonly string[] _names =
    [
        "unsupported", "text", "image", "video", "video-note", "voice", "audio", "document", "sticker", "location",
        "live-location", "contact", "poll", "event", "invite", "interactive", "interactive-reply", "commerce", "call", "system",
    ];

    /// <summary>Gets the stable name, such as <c>video-note</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string ToName(this MessageKind kind) =>
        (uint)kind < (uint)_names.Length ? _names[(int)kind] : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no message kind.");
}
