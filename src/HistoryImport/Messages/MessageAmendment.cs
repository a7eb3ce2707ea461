namespace HistoryImport;

/// <summary>An edit, revoke, reaction or acknowledgement as it was sent: it changes a message, it is not one.</summary>
/// <remarks>The target fields are the inner key, in the words of the amendment's author: <c>fromMe</c> means the author's own message. Of an
/// acknowledgement they are the key of the message itself, as our account sees it, and the envelope bears the same key.</remarks>
public sealed record MessageAmendment
{
    /// <summary>Gets what it does.</summary>
    public AmendmentKind Kind { get; init; }

    /// <summary>Gets the id of the message it changes.</summary>
    public string? TargetId { get; init; }

    /// <summary>Gets whether the inner key says the author's own message.</summary>
    public bool TargetFromMe { get; init; }

    /// <summary>Gets the inner key's participant; in groups, whose message is meant.</summary>
    public string? TargetParticipant { get; init; }

    /// <summary>Gets the new body of an edit, or the emoji of a reaction; an empty emoji removes the reaction.</summary>
    // The deserializer hands over null for what an entry does not hold.
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>Gets when it was made, in Unix milliseconds; <see langword="null"/> falls back to the time of its envelope.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>Gets how far the message got; set for an acknowledgement, and for nothing else.</summary>
    public MessageStatus? Status { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MessageAmendment)} {{ {nameof(Kind)} = {Kind} }}";
}
