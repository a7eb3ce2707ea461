namespace HistoryImport.Media;

/// <summary>How the media of one message stands.</summary>
public sealed record MediaItem
{
    /// <summary>Gets the message, under the key it has now.</summary>
    public required MessageKey Message { get; init; }

    /// <summary>Gets how far it has come.</summary>
    public MediaState State { get; init; }

    /// <summary>Gets why.</summary>
    public MediaReason Reason { get; init; }

    /// <summary>Gets since when; <see langword="null"/> if nobody asked for it yet.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets when it goes on by itself, if it does.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Gets the name under which the sink has it, once stored.</summary>
    public string? Name { get; init; }

    /// <summary>Gets its length in bytes, once stored.</summary>
    public long? Length { get; init; }

    /// <summary>Gets the small picture that came in the message, if it holds one: bytes of its sender, whatever they claim to be. It shows nothing of the rest.</summary>
    public ReadOnlyMemory<byte> Thumbnail { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaItem)} {{ {nameof(State)} = {State}, {nameof(Reason)} = {Reason} }}";
}
