namespace HistoryImport;

/// <summary>What a store already holds of a message, at least.</summary>
public sealed record ExistingMessage
{
    /// <summary>Gets the place of its item in the question.</summary>
    public required int Item { get; init; }

    /// <summary>Gets the version of the content.</summary>
    public ContentVersion Version { get; init; }

    /// <summary>Gets the time in Unix seconds.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets the status.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Gets the sender's own name for himself.</summary>
    public string? PushName { get; init; }

    /// <summary>Gets whether it is revoked.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Gets the chat as WhatsApp spelled it, if kept.</summary>
    public string? WireChat { get; init; }

    /// <summary>Gets the id by which the official business platform knows the message, if kept.</summary>
    public MessageWireId? WireId { get; init; }

    /// <summary>Gets the id by which the platform hands out its media, if kept.</summary>
    public string? MediaId { get; init; }

    /// <summary>Gets whether the host's user deleted the message on purpose; it is not brought back.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Makes what a store holds where it found the <see cref="MessageDigest"/> of an item: all that the item says, at least.</summary>
    /// <param name="item">The item.</param>
    /// <param name="place">Its place in the question.</param>
    public static ExistingMessage Like(MessageUpsert item, int place)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new ExistingMessage
        {
            Item = place,
            Version = item.Version,
            Timestamp = item.Timestamp,
            Status = item.Status,
            PushName = item.PushName,
            IsRevoked = item.IsRevoked,
            WireChat = item.WireChat,
            WireId = item.WireId,
            MediaId = item.MediaId,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ExistingMessage)} {{ {nameof(Item)} = {Item} }}";
}
