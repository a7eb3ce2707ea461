using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>One message or amendment as a decoder read it, in WhatsApp's own spellings.</summary>
/// <remarks>
/// A decoder promises nothing about identity: the pipeline finds the canonical chat and sender.
/// At most one of <see cref="Content"/>, <see cref="Amendment"/> and <see cref="Noise"/> is set, but for a follow-up, which brings content.
/// Immutable.
/// </remarks>
public sealed record HistoryMessage
{
    /// <summary>Gets the chat as the key spells it (<c>key.remoteJid</c>).</summary>
    public string? RemoteJid { get; init; }

    /// <summary>Gets the other spelling of the chat that live keys carry (<c>key.remoteJidAlt</c>).</summary>
    public string? RemoteJidAlt { get; init; }

    /// <summary>Gets the conversation the message was delivered in; it stands in for an empty <see cref="RemoteJid"/>.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Gets the chat it belongs to, in the spelling it came in: that of its key, else the conversation it was delivered in.</summary>
    [JsonIgnore]
    public string? Chat => string.IsNullOrEmpty(RemoteJid) ? ConversationId : RemoteJid;

    /// <summary>Gets whether our own account sent it.</summary>
    public bool FromMe { get; init; }

    /// <summary>Gets the id its sender chose. Not unique by itself.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the id by which the official business platform knows it; <see langword="null"/> if a socket or gateway told of it.</summary>
    public MessageWireId? WireId { get; init; }

    /// <summary>Gets who sent it in a group: <c>WebMessageInfo.participant</c>, else <c>key.participant</c>.</summary>
    public string? Participant { get; init; }

    /// <summary>Gets the other spelling of the sender that live keys carry (<c>key.participantAlt</c>).</summary>
    public string? ParticipantAlt { get; init; }

    /// <summary>Gets the account named by the first receipt of an own message (<c>userReceipt[0].userJid</c>).</summary>
    public string? ReceiptJid { get; init; }

    /// <summary>Gets the time in Unix seconds; <see langword="null"/> if absent or not a time.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets the status, if one was given.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Gets the name the sender gives himself.</summary>
    public string? PushName { get; init; }

    /// <summary>Gets what the message says; <see langword="null"/> for amendments and noise.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>Gets the change it makes to another message.</summary>
    public MessageAmendment? Amendment { get; init; }

    /// <summary>Gets whether a stub says that this very message was revoked.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Gets whether it comes marked as edited, under its own id: what it says is then not what was sent first.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Gets when it was edited, in Unix milliseconds; <see langword="null"/> if it was not, or if that falls back to <see cref="Timestamp"/>.</summary>
    public long? EditedAtMs { get; init; }

    /// <summary>Gets the chat to which our own account sent it from another of its devices (<c>deviceSentMessage.destinationJid</c>).</summary>
    public string? DestinationJid { get; init; }

    /// <summary>Gets the reactions that came attached.</summary>
    // The deserializer hands over null for what an entry does not hold.
    public IReadOnlyList<HistoryReaction> Reactions { get; init => field = value ?? []; } = [];

    /// <summary>Gets why this is neither a message nor an amendment, as a short word such as <c>protocol</c>.</summary>
    public string? Noise { get; init; }

    /// <summary>Gets where in its source it stood, counted from 0.</summary>
    public long Position { get; init; }

    /// <summary>Gets whether it brings content to messages of any chat, because it names none.</summary>
    [JsonIgnore]
    internal bool IsHomeless => Chat is null && Amendment is { Kind: AmendmentKind.FollowUp };

    /// <summary>Looks for what makes that it can never become a row, nor change one: no usable chat or id, or a text beyond its bound.</summary>
    /// <returns>The reason, as an import gives it among its problems; <see langword="null"/> if there is none.</returns>
    public string? FindFault() => MessageFault.Of(this);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HistoryMessage)} {{ {nameof(Position)} = {Position}, Kind = {Content?.Kind}, {nameof(Amendment)} = {Amendment?.Kind} }}";
}
