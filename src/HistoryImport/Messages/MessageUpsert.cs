using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>All that is known of one message, ready to be merged with what a store already holds.</summary>
/// <remarks>
/// Every part is a register that keeps a maximum, so merging is commutative, associative and idempotent, and order cannot
/// matter. With <see cref="Content"/> it makes a row or raises one, unless it is a follow-up; without, it only changes a row that is there. Immutable.
/// </remarks>
public sealed record MessageUpsert
{
    /// <summary>Gets the message this is about.</summary>
    public required MessageKey Key { get; init; }

    /// <summary>Gets whether the row of either direction is meant: a reaction in a 1:1 chat names chat and id only.</summary>
    /// <remarks>So does a reaction in a group that the official platform tells: the rows of every sender are meant.</remarks>
    public bool MatchesEitherDirection { get; init; }

    /// <summary>Gets whether it only brings content and <see cref="MediaId"/> to rows that are there, of either direction, and never makes one.</summary>
    /// <remarks>Where <see cref="Key"/> names no chat, all our own messages with that id and a <see cref="WireId"/> are meant, in every chat of the
    /// connection. Handed only to stores that support <see cref="StoreFeatures.FollowUps"/>.</remarks>
    public bool IsFollowUp { get; init; }

    /// <summary>Gets whether it is for every row with its id, those that come later too: it stays in the cache after its first match.</summary>
    [JsonIgnore]
    internal bool IsForRowsToCome => IsFollowUp || (MatchesEitherDirection && Key.Chat.Kind == JidKind.Group);

    /// <summary>Gets whether it only changes rows that are there.</summary>
    [JsonIgnore]
    public bool OnlyAmends => Content is null || IsFollowUp;

    /// <summary>Gets what the message says; <see langword="null"/> if this only amends.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>Gets the version of <see cref="Content"/>: a greater one replaces kind, body, media and raw payload together.</summary>
    public ContentVersion Version { get; init; }

    /// <summary>Gets the time in Unix seconds. The smallest stays.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets the status. The greatest stays.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Gets the sender's own name for himself. The greatest by UTF-8 bytes stays.</summary>
    public string? PushName { get; init; }

    /// <summary>Gets whether the message was deleted for everyone. Once true, for ever.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Gets the last edit. The greatest stays.</summary>
    public MessageEdit? Edit { get; init; }

    /// <summary>Gets one reaction for each reactor, in no order. For each, the greatest stays.</summary>
    /// <remarks>In a 1:1 chat a reaction belongs to chat and id: it shows on the message of the other direction, too (<see cref="ReactionTarget"/>).</remarks>
    public IReadOnlyList<MessageReaction> Reactions { get; init => field = value ?? []; } = [];

    /// <summary>Gets the chat as WhatsApp spelled it; an anchor needs it. The greatest stays.</summary>
    public string? WireChat { get; init; }

    /// <summary>Gets the id by which the official business platform knows the message. The greatest stays.</summary>
    public MessageWireId? WireId { get; init; }

    /// <summary>Gets the id by which the official business platform hands out its media. The greatest by UTF-8 bytes stays, beside what a socket told
    /// of the media.</summary>
    public string? MediaId { get; init; }

    /// <summary>Gets the body a reader sees: that of the last edit, else that of the content.</summary>
    [JsonIgnore]
    public string Body => Edit?.Body ?? Content?.Body ?? "";

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MessageUpsert)} {{ Kind = {Content?.Kind}, {nameof(Status)} = {Status}, {nameof(IsRevoked)} = {IsRevoked} }}";
}
