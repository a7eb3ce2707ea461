using System.Text.Json.Serialization.Metadata;

namespace HistoryImport;

/// <summary>A row as it is exported: what a reader of the conversation would see.</summary>
public sealed record ExportedMessage
{
    /// <summary>Gets how the message is written as JSON, without reflection: the properties below in their order, camel case, nulls kept.</summary>
    public static JsonTypeInfo<ExportedMessage> JsonTypeInfo => ExportJsonContext.Readable.ExportedMessage;

    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the session inside the tenant.</summary>
    public required string Connection { get; init; }

    /// <summary>Gets the canonical chat.</summary>
    public required string Chat { get; init; }

    /// <summary>Gets the id its sender chose.</summary>
    public required string Id { get; init; }

    /// <summary>Gets whether our own account sent it.</summary>
    public bool FromMe { get; init; }

    /// <summary>Gets the canonical sender of somebody else's group message, else <see langword="null"/>.</summary>
    public string? Sender { get; init; }

    /// <summary>Gets the time in Unix seconds, or <see langword="null"/>.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets the name of its <see cref="MessageKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the body, of the last edit if there is one; empty if there is none.</summary>
    public string Body { get; init; } = "";

    /// <summary>Gets the name of its <see cref="MessageStatus"/>, or <see langword="null"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Gets whether it was edited.</summary>
    public bool Edited { get; init; }

    /// <summary>Gets when it was last edited, in Unix seconds; <see langword="null"/> if it was not, or nobody knows when.</summary>
    /// <remarks>A message of which only an edit is known has no <see cref="Timestamp"/>: this may stand in for it where messages are put in order.</remarks>
    public long? EditedAt { get; init; }

    /// <summary>Gets whether it was deleted for everyone.</summary>
    public bool Revoked { get; init; }

    /// <summary>Gets the reactions, those of others first, then by sender.</summary>
    public IReadOnlyList<ExportedReaction> Reactions { get; init => field = value ?? []; } = [];

    /// <summary>Gets the sender's own name for himself.</summary>
    public string? PushName { get; init; }

    /// <summary>Gets the media, if any.</summary>
    public ExportedMedia? Media { get; init; }

    /// <summary>Gets the id by which the official business platform knows it; <see langword="null"/> if only sockets and gateways told of it.</summary>
    public string? WireId { get; init; }

    /// <summary>Gets the time of an edit as it is exported, for those who write stores.</summary>
    /// <param name="timestampMs">The time of the edit in Unix milliseconds; 0 if nobody knows.</param>
    public static long? EditTime(long? timestampMs) => timestampMs is null or 0 ? null : Math.DivRem(timestampMs.Value, 1000).Quotient;

    /// <summary>Makes the row of a message that a store keeps as it was merged, for those who write stores.</summary>
    /// <param name="connection">Whose message it is.</param>
    /// <param name="message">All that is known of it.</param>
    public static ExportedMessage Of(ConnectionKey connection, MessageUpsert message)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(message);
        return new ExportedMessage
        {
            Tenant = connection.Tenant,
            Connection = connection.Name,
            Chat = message.Key.Chat.Value,
            Id = message.Key.Id,
            FromMe = message.Key.FromMe,
            Sender = message.Key.Sender.IsNone ? null : message.Key.Sender.Value,
            Timestamp = message.Timestamp,
            Kind = (message.Content?.Kind ?? MessageKind.Unsupported).ToName(),
            Body = message.Body,
            Status = message.Status?.ToName(),
            Edited = message.Edit is not null,
            EditedAt = EditTime(message.Edit?.TimestampMs),
            Revoked = message.IsRevoked,
            Reactions = ExportedReaction.Of(message.Reactions),
            PushName = message.PushName,
            Media = ExportedMedia.Of(message.Content?.Media),
            WireId = message.WireId?.Id,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedMessage);
}
