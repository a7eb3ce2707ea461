namespace HistoryImport.WhatsApp;

/// <summary>Makes amendments that bear the key of the message they change.</summary>
static class Changes
{
    /// <summary>Gets an acknowledgement of the message that an envelope names.</summary>
    public static HistoryMessage StatusOf(HistoryMessage envelope, MessageStatus status) =>
        envelope with { Noise = null, Amendment = StatusOf(envelope.Id, envelope.FromMe, envelope.Participant, status) };

    /// <summary>Gets an acknowledgement of the message with a key, which is the key of its envelope, too.</summary>
    public static MessageAmendment StatusOf(string? id, bool fromMe, string? participant, MessageStatus status) =>
        new() { Kind = AmendmentKind.Status, TargetId = id, TargetFromMe = fromMe, TargetParticipant = participant, Status = status };

    /// <summary>Gets what an event says by a message or its key: that it was deleted, or how far it got.</summary>
    public static HistoryMessage InEvent(string? eventName, HistoryMessage message) => message switch
    {
        { Amendment: not null } => message,
        _ when KnownEvents.Is(eventName, "messages.delete") => message with { IsRevoked = true, Noise = null },
        { Noise: NoiseWords.KeyOnly, Status: { } status } when KnownEvents.Is(eventName, "messages.update") => StatusOf(message, status),
        _ => message,
    };

    /// <summary>Gets the revoke of a message by its sender.</summary>
    /// <param name="envelope">The chat and who sent the message.</param>
    /// <param name="id">The message.</param>
    public static HistoryMessage RevokeOf(HistoryMessage envelope, string? id) => envelope with
    {
        Noise = null,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Revoke, TargetId = id, TargetFromMe = true, TargetParticipant = envelope.Participant },
    };

    /// <summary>Gets the edit of a message by its sender.</summary>
    public static HistoryMessage EditOf(HistoryMessage envelope, string? id, string text, long? timestampMs) => envelope with
    {
        Content = null,
        Noise = null,
        IsEdited = false,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Edit, TargetId = id, TargetFromMe = true, Text = text, TimestampMs = timestampMs },
    };

    /// <summary>Gets a reaction, on the key of the message that it is for.</summary>
    public static HistoryMessage ReactionOn(HistoryMessage envelope, HistoryReaction reaction) => envelope with { Noise = null, Reactions = [reaction] };
}
