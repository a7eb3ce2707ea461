using System.Text.Json.Serialization.Metadata;

namespace HistoryImport;

/// <summary>A row as it is exported: what a reader of the conversation would see.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Connection">The session inside the tenant.</param>
/// <param name="Chat">The canonical chat.</param>
/// <param name="Id">The id its sender chose.</param>
/// <param name="FromMe">Whether our own account sent it.</param>
/// <param name="Sender">The canonical sender of somebody else's group message, else <see langword="null"/>.</param>
/// <param name="Timestamp">The time in Unix seconds, or <see langword="null"/>.</param>
/// <param name="Kind">The name of its <see cref="MessageKind"/>.</param>
/// <param name="Body">The body, of the last edit if there is one; empty if there is none.</param>
/// <param name="Status">The name of its <see cref="MessageStatus"/> in lower case, or <see langword="null"/>.</param>
/// <param name="Edited">Whether it was edited.</param>
/// <param name="Revoked">Whether it was deleted for everyone.</param>
/// <param name="Reactions">The reactions, those of others first, then by sender.</param>
/// <param name="PushName">The sender's own name for himself.</param>
/// <param name="Media">The media, if any.</param>
public sealed record ExportedMessage(
    string Tenant,
    string Connection,
    string Chat,
    string Id,
    bool FromMe,
    string? Sender,
    long? Timestamp,
    string Kind,
    string Body,
    string? Status,
    bool Edited,
    bool Revoked,
    IReadOnlyList<ExportedReaction> Reactions,
    string? PushName,
    ExportedMedia? Media)
{
    /// <summary>Gets the reactions, those of others first, then by sender.</summary>
    public IReadOnlyList<ExportedReaction> Reactions { get; init => field = value ?? []; } = Reactions ?? [];

    /// <summary>Gets how the message is written as JSON, without reflection: the fields above in their order, camel case, nulls kept.</summary>
    public static JsonTypeInfo<ExportedMessage> JsonTypeInfo => ExportJsonContext.Readable.ExportedMessage;

    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedMessage);
}
