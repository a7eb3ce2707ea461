namespace HistoryImport.Sqlite;

/// <summary>The merge rules as SQL. One text serves inserts, amendments and joins, so that they cannot differ.</summary>
/// <remarks>Text and blobs compare byte by byte (BINARY collation), as the rules want.</remarks>
static class MessageSql
{
    const string Columns =
        "chat_id, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw, digest";

    const string NewerEdit = """
        excluded.edit_time IS NOT NULL AND (messages.edit_time IS NULL
          OR (excluded.edit_time, excluded.edit_envelope, excluded.edit_body) > (messages.edit_time, messages.edit_envelope, messages.edit_body))
        """;

    const string RaiseRegisters = $"""
        timestamp = min(ifnull(messages.timestamp, excluded.timestamp), ifnull(excluded.timestamp, messages.timestamp)),
        status = max(ifnull(messages.status, excluded.status), ifnull(excluded.status, messages.status)),
        revoked = max(messages.revoked, excluded.revoked),
        push_name = max(ifnull(messages.push_name, excluded.push_name), ifnull(excluded.push_name, messages.push_name)),
        wire_chat = max(ifnull(messages.wire_chat, excluded.wire_chat), ifnull(excluded.wire_chat, messages.wire_chat)),
        edit_time = CASE WHEN {NewerEdit} THEN excluded.edit_time ELSE messages.edit_time END,
        edit_envelope = CASE WHEN {NewerEdit} THEN excluded.edit_envelope ELSE messages.edit_envelope END,
        edit_body = CASE WHEN {NewerEdit} THEN excluded.edit_body ELSE messages.edit_body END
        """;

    const string RaiseContent = """
        version = max(messages.version, excluded.version),
        kind = CASE WHEN excluded.version > messages.version THEN excluded.kind ELSE messages.kind END,
        body = CASE WHEN excluded.version > messages.version THEN excluded.body ELSE messages.body END,
        media = CASE WHEN excluded.version > messages.version THEN excluded.media ELSE messages.media END,
        raw = CASE WHEN excluded.version > messages.version THEN excluded.raw ELSE messages.raw END
        """;

    // Of any report that the row took in: who finds it knows that the row covers that report. The last is the likeliest to come again.
    const string TakeDigest = "digest = ifnull(excluded.digest, messages.digest)";

    const string RegisterRises = $"""
        (excluded.timestamp IS NOT NULL AND (messages.timestamp IS NULL OR excluded.timestamp < messages.timestamp)
        OR excluded.status IS NOT NULL AND (messages.status IS NULL OR excluded.status > messages.status)
        OR excluded.revoked > messages.revoked
        OR excluded.push_name IS NOT NULL AND (messages.push_name IS NULL OR excluded.push_name > messages.push_name)
        OR excluded.wire_chat IS NOT NULL AND (messages.wire_chat IS NULL OR excluded.wire_chat > messages.wire_chat)
        OR {NewerEdit})
        """;

    // Rows that would not change are not written: a repeat costs the look-up alone.
    const string OnConflict = $"""
        ON CONFLICT(chat_id, id, from_me, sender) DO UPDATE SET {RaiseContent}, {RaiseRegisters}, {TakeDigest}
        WHERE excluded.version > messages.version OR {RegisterRises}
        """;

    const string InsertRow =
        $"INSERT INTO messages({Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";

    public const string Insert = $"{InsertRow} ON CONFLICT(chat_id, id, from_me, sender) DO NOTHING";

    public const string Upsert = $"{InsertRow} {OnConflict}";

    public const string Amend = $"""
        UPDATE messages SET {RaiseRegisters}
        FROM (SELECT ?5 AS timestamp, ?6 AS status, ?7 AS revoked, ?8 AS push_name, ?9 AS wire_chat,
          ?10 AS edit_time, ?11 AS edit_envelope, ?12 AS edit_body) AS excluded
        WHERE messages.chat_id = ?1 AND messages.id = ?2 AND messages.from_me = ?3 AND messages.sender = ?4 AND {RegisterRises}
        """;

    public const string Exists = "SELECT 1 FROM messages WHERE chat_id = ?1 AND id = ?2 AND from_me = ?3 AND sender = ?4";

    public const string EitherExists = "SELECT 1 FROM messages WHERE chat_id = ?1 AND id = ?2 LIMIT 1";

    public const string Find = """
        SELECT version, timestamp, status, push_name, revoked, wire_chat FROM messages
        WHERE chat_id = ?1 AND id = ?2 AND from_me = ?3 AND sender = ?4
        """;

    /// <summary>Messages of a chat that come together are of one time as a rule: reading their digests from its index costs a small part of looking them up.</summary>
    public const string FindDigests = "SELECT digest FROM messages INDEXED BY messages_time WHERE chat_id = ?1 AND timestamp BETWEEN ?2 AND ?3 LIMIT ?4";

    public const string Oldest = """
        SELECT timestamp, id, from_me, wire_chat FROM messages
        WHERE chat_id = ?1 AND timestamp IS NOT NULL AND kind NOT IN ('call', 'system') ORDER BY timestamp, id LIMIT ?2
        """;

    public const string MoveToChat = "UPDATE OR IGNORE messages SET chat_id = ?2 WHERE chat_id = ?1";

    public const string MergeIntoChat = $"""
        INSERT INTO messages({Columns})
        SELECT ?2, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat,
          edit_time, edit_envelope, edit_body, body, media, raw, digest
        FROM messages AS old WHERE old.chat_id = ?1
        {OnConflict}
        """;

    public const string DeleteChat = "DELETE FROM messages WHERE chat_id = ?1";

    // The key index alone tells which rows are concerned, whatever the size of the group.
    public const string MoveToSender = """
        UPDATE OR IGNORE messages INDEXED BY messages_key
        SET sender = (SELECT target FROM temp.joins WHERE source = messages.sender), digest = NULL
        WHERE chat_id = ?1 AND sender IN (SELECT source FROM temp.joins)
        """;

    public const string MergeIntoSender = $"""
        INSERT INTO messages({Columns})
        SELECT old.chat_id, id, from_me, joins.target, timestamp, status, revoked, version, kind, push_name, wire_chat,
          edit_time, edit_envelope, edit_body, body, media, raw, NULL
        FROM messages AS old INDEXED BY messages_key CROSS JOIN temp.joins AS joins ON joins.source = old.sender
        WHERE old.chat_id = ?1
        {OnConflict}
        """;

    public const string DeleteSenders = """
        DELETE FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND sender IN (SELECT source FROM temp.joins)
        """;
}
