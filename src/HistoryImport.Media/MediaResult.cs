namespace HistoryImport.Media;

/// <summary>How the media of an order stand at its end.</summary>
public sealed record MediaResult
{
    /// <summary>Gets one item for each message with media, in the order they were met.</summary>
    public IReadOnlyList<MediaItem> Items { get; init => field = value ?? []; } = [];

    /// <summary>Gets the messages that are not there, are revoked, or have no media.</summary>
    public IReadOnlyList<MessageKey> Missing { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaResult)} {{ {nameof(Items)} = {Items.Count}, {nameof(Missing)} = {Missing.Count} }}";
}
