namespace HistoryImport.Relational;

/// <summary>The merge rules as SQL that every supported database reads alike. One text serves inserts, amendments and joins, so that they cannot
/// differ.</summary>
/// <remarks>Text and blobs have to compare byte by byte, by the collation of their columns.</remarks>
static class MergeSql
{
    /// <summary>What a report says of a message, besides whose row it is.</summary>
    const string Reported =
        "timestamp, status, revoked, version, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw, wire_id, wire_live, media_id";

    /// <summary>The columns of a row, in the order of their parameters.</summary>
    public const string Columns = $"chat_id, id, from_me, sender, {Reported}, digest";

    /// <summary>The columns of a row that moves to another chat, but for the chat.</summary>
    public const string MovedToChat = $"id, from_me, sender, {Reported}, digest";

    /// <summary>The columns of a row that moves to another sender, behind that sender: its digest was made with the old one.</summary>
    public const string MovedToSender = $"{Reported}, NULL";

    const string NewerEdit = """
        excluded.edit_time IS NOT NULL AND (messages.edit_time IS NULL
          OR (excluded.edit_time, excluded.edit_envelope, excluded.edit_body) > (messages.edit_time, messages.edit_envelope, messages.edit_body))
        """;

    const string EarlierTime = "excluded.timestamp IS NOT NULL AND (messages.timestamp IS NULL OR excluded.timestamp < messages.timestamp)";
    const string HigherStatus = "excluded.status IS NOT NULL AND (messages.status IS NULL OR excluded.status > messages.status)";
    const string GreaterPushName = "excluded.push_name IS NOT NULL AND (messages.push_name IS NULL OR excluded.push_name > messages.push_name)";
    const string GreaterWireChat = "excluded.wire_chat IS NOT NULL AND (messages.wire_chat IS NULL OR excluded.wire_chat > messages.wire_chat)";
    const string GreaterMediaId = "excluded.media_id IS NOT NULL AND (messages.media_id IS NULL OR excluded.media_id > messages.media_id)";

    const string GreaterWireId = """
        excluded.wire_id IS NOT NULL AND (messages.wire_id IS NULL OR (excluded.wire_live, excluded.wire_id) > (messages.wire_live, messages.wire_id))
        """;

    const string GreaterVersion = "excluded.version > messages.version";

    /// <summary>Raises what a report may raise without content.</summary>
    public const string RaiseRegisters = $"""
        timestamp = CASE WHEN {EarlierTime} THEN excluded.timestamp ELSE messages.timestamp END,
        status = CASE WHEN {HigherStatus} THEN excluded.status ELSE messages.status END,
        revoked = messages.revoked OR excluded.revoked,
        push_name = CASE WHEN {GreaterPushName} THEN excluded.push_name ELSE messages.push_name END,
        wire_chat = CASE WHEN {GreaterWireChat} THEN excluded.wire_chat ELSE messages.wire_chat END,
        edit_time = CASE WHEN {NewerEdit} THEN excluded.edit_time ELSE messages.edit_time END,
        edit_envelope = CASE WHEN {NewerEdit} THEN excluded.edit_envelope ELSE messages.edit_envelope END,
        edit_body = CASE WHEN {NewerEdit} THEN excluded.edit_body ELSE messages.edit_body END
        """;

    /// <summary>Tells whether any of that rises.</summary>
    public const string RegisterRises = $"""
        ({EarlierTime}
        OR {HigherStatus}
        OR excluded.revoked AND NOT messages.revoked
        OR {GreaterPushName}
        OR {GreaterWireChat}
        OR {NewerEdit})
        """;

    const string RaiseContent = $"""
        version = CASE WHEN {GreaterVersion} THEN excluded.version ELSE messages.version END,
        kind = CASE WHEN {GreaterVersion} THEN excluded.kind ELSE messages.kind END,
        body = CASE WHEN {GreaterVersion} THEN excluded.body ELSE messages.body END,
        media = CASE WHEN {GreaterVersion} THEN excluded.media ELSE messages.media END,
        raw = CASE WHEN {GreaterVersion} THEN excluded.raw ELSE messages.raw END,
        media_id = CASE WHEN {GreaterMediaId} THEN excluded.media_id ELSE messages.media_id END
        """;

    const string ContentRises = $"({GreaterVersion} OR {GreaterMediaId})";

    const string RaiseWireId = $"""
        wire_id = CASE WHEN {GreaterWireId} THEN excluded.wire_id ELSE messages.wire_id END,
        wire_live = CASE WHEN {GreaterWireId} THEN excluded.wire_live ELSE messages.wire_live END
        """;

    /// <summary>Raises what a follow-up may raise in the rows that a condition behind this names.</summary>
    public const string SetContent = $"SET {RaiseContent}";

    /// <summary>Tells whether a follow-up raises anything.</summary>
    public const string FollowUpRises = ContentRises;

    // Of any report that the row took in: who finds it knows that the row covers that report. The last is the likeliest to come again.
    const string TakeDigest = "digest = coalesce(excluded.digest, messages.digest)";

    /// <summary>Merges a row with the one that is there. A row that would not change is not written: a repeat costs the look-up alone.</summary>
    public const string OnMessageConflict = $"""
        ON CONFLICT(chat_id, id, from_me, sender) DO UPDATE SET {RaiseContent}, {RaiseRegisters}, {RaiseWireId}, {TakeDigest}
        WHERE {ContentRises} OR {RegisterRises} OR {GreaterWireId}
        """;

    /// <summary>Whose reaction to what.</summary>
    public const string ReactionKey = "chat_id, id, target, target_sender, reactor_from_me, reactor";

    /// <summary>Keeps the greatest reaction of one reactor.</summary>
    public const string OnReactionConflict = $"""
        ON CONFLICT({ReactionKey}) DO UPDATE SET emoji = excluded.emoji, time = excluded.time
        WHERE (excluded.time, excluded.emoji) > (reactions.time, reactions.emoji)
        """;

    /// <summary>Keeps the greatest name of one JID and kind.</summary>
    public const string OnNameConflict =
        "ON CONFLICT(connection_id, jid, kind) DO UPDATE SET name = excluded.name WHERE excluded.name > names.name";
}
