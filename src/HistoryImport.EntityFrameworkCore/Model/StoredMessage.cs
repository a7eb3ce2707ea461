namespace HistoryImport.EntityFrameworkCore;

/// <summary>A message as it was merged. Query it; the library writes it.</summary>
public sealed class StoredMessage
{
    /// <summary>Gets the number of its chat.</summary>
    public long ChatId { get; init; }

    /// <summary>Gets the id its sender chose.</summary>
    public string Id { get; init; } = "";

    /// <summary>Gets whether our own account sent it.</summary>
    public bool FromMe { get; init; }

    /// <summary>Gets the canonical sender of somebody else's group message; empty for none.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Gets the time in Unix seconds.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets the number of the <see cref="MessageStatus"/>.</summary>
    public short? Status { get; init; }

    /// <summary>Gets whether it was deleted for everyone.</summary>
    public bool Revoked { get; init; }

    /// <summary>Gets the bytes of the <see cref="ContentVersion"/>.</summary>
    public byte[] Version { get; init; } = [];

    /// <summary>Gets the name of the <see cref="MessageKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Gets the body of the content. A reader sees <see cref="EditBody"/> where that is not <see langword="null"/>.</summary>
    public string Body { get; init; } = "";

    /// <summary>Gets the media descriptor as JSON.</summary>
    public string? Media { get; init; }

    /// <summary>Gets the payload as it came.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>Gets the sender's own name for himself.</summary>
    public string? PushName { get; init; }

    /// <summary>Gets the chat as WhatsApp spelled it.</summary>
    public string? WireChat { get; init; }

    /// <summary>Gets when the last edit was made, in Unix milliseconds; 0 if nobody knows.</summary>
    public long? EditTime { get; init; }

    /// <summary>Gets the id of the envelope of the last edit.</summary>
    public string? EditEnvelope { get; init; }

    /// <summary>Gets the body from the last edit on.</summary>
    public string? EditBody { get; init; }

    /// <summary>Gets the id by which the official business platform knows it.</summary>
    public string? WireId { get; init; }

    /// <summary>Gets whether a live report or an echo told <see cref="WireId"/>.</summary>
    public bool? WireLive { get; init; }

    /// <summary>Gets the id by which that platform hands out its media.</summary>
    public string? MediaId { get; init; }

    /// <summary>Gets the digest of the last report, by which repeats are found.</summary>
    public byte[]? Digest { get; init; }

    /// <summary>Gets whether the host wrote the message itself, before history told of it.</summary>
    public bool Own { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredMessage);
}
