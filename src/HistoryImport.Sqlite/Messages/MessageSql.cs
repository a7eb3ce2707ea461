namespace HistoryImport.Sqlite;

/// <summary>The statements about messages. How they merge stands in <see cref="MergeSql"/>.</summary>
/// <remarks>Text and blobs compare byte by byte (BINARY collation), as the rules want.</remarks>
static class MessageSql
{
    const string InsertRow =
        $"INSERT INTO messages({MergeSql.Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";

    public const string Insert = $"{InsertRow} ON CONFLICT(chat_id, id, from_me, sender) DO NOTHING";

    public const string Upsert = $"{InsertRow} {MergeSql.OnMessageConflict}";

    public const string Amend = $"""
        UPDATE messages SET {MergeSql.RaiseRegisters}
        FROM (SELECT ?5 AS timestamp, ?6 AS status, ?7 AS revoked, ?8 AS push_name, ?9 AS wire_chat,
          ?10 AS edit_time, ?11 AS edit_envelope, ?12 AS edit_body) AS excluded
        WHERE messages.chat_id = ?1 AND messages.id = ?2 AND messages.from_me = ?3 AND messages.sender = ?4 AND {MergeSql.RegisterRises}
        """;

    const string FollowUp = $"""
        messages {MergeSql.SetContent}
        FROM (SELECT ?3 AS version, ?4 AS kind, ?5 AS body, ?6 AS media, ?7 AS raw, ?8 AS media_id) AS excluded
        """;

    /// <summary>Brings content to the messages of a chat with one id.</summary>
    public const string FollowUpInChat = $"UPDATE {FollowUp} WHERE messages.chat_id = ?1 AND messages.id = ?2 AND {MergeSql.FollowUpRises}";

    /// <summary>Brings content to our own messages of the official road with one id, and tells of which chats they are.</summary>
    public const string FollowUpAnywhere = $"""
        UPDATE {FollowUp} WHERE messages.message_id IN ({OfRoad}) AND {MergeSql.FollowUpRises}
        RETURNING (SELECT jid FROM chats WHERE chats.chat_id = messages.chat_id)
        """;

    public const string ExistsAnywhere = $"{OfRoad} LIMIT 1";

    const string OfRoad = """
        SELECT own.message_id FROM messages AS own INDEXED BY messages_wire JOIN chats ON chats.chat_id = own.chat_id
        WHERE own.id = ?2 AND own.from_me = 1 AND own.wire_id IS NOT NULL AND chats.connection_id = ?1
        """;

    public const string Exists = "SELECT 1 FROM messages WHERE chat_id = ?1 AND id = ?2 AND from_me = ?3 AND sender = ?4";

    public const string EitherExists = "SELECT 1 FROM messages WHERE chat_id = ?1 AND id = ?2 LIMIT 1";

    /// <summary>Who sent the messages of a chat with one id: in a group several may have sent one each.</summary>
    public const string SendersOf = "SELECT from_me, sender FROM messages WHERE chat_id = ?1 AND id = ?2";

    public const string Find = """
        SELECT version, timestamp, status, push_name, revoked, wire_chat, wire_id, wire_live, media_id FROM messages
        WHERE chat_id = ?1 AND id = ?2 AND from_me = ?3 AND sender = ?4
        """;

    /// <summary>Messages of a chat that come together are of one time as a rule: reading their digests from its index costs a small part of looking them up.</summary>
    public const string FindDigests = "SELECT digest FROM messages INDEXED BY messages_time WHERE chat_id = ?1 AND timestamp BETWEEN ?2 AND ?3 LIMIT ?4";

    // In the order of the index: one second may hold a whole chat, and of one second no message is older than another.
    // No phone knows an id by which the official platform alone knows the message.
    public const string Oldest = """
        SELECT timestamp, id, from_me, wire_chat FROM messages INDEXED BY messages_time
        WHERE chat_id = ?1 AND timestamp IS NOT NULL AND kind NOT IN ('call', 'system') AND id IS NOT wire_id ORDER BY timestamp LIMIT ?2
        """;

    /// <summary>The id up to which a piece of a chat reaches; none if it is no longer than that.</summary>
    public const string PieceEnd = "SELECT id FROM messages INDEXED BY messages_key WHERE chat_id = ?1 ORDER BY id LIMIT 1 OFFSET ?2";

    public const string MovePieceToChat = "UPDATE OR IGNORE messages INDEXED BY messages_key SET chat_id = ?2 WHERE chat_id = ?1 AND id <= ?3";

    public const string MergePieceIntoChat = $"""
        INSERT INTO messages({MergeSql.Columns})
        SELECT ?2, {MergeSql.MovedToChat} FROM messages AS old INDEXED BY messages_key WHERE old.chat_id = ?1 AND old.id <= ?3
        {MergeSql.OnMessageConflict}
        """;

    public const string DeletePiece = "DELETE FROM messages WHERE chat_id = ?1 AND id <= ?2";

    public const string MoveToChat = "UPDATE OR IGNORE messages SET chat_id = ?2 WHERE chat_id = ?1";

    public const string MergeIntoChat = $"""
        INSERT INTO messages({MergeSql.Columns})
        SELECT ?2, {MergeSql.MovedToChat} FROM messages AS old WHERE old.chat_id = ?1
        {MergeSql.OnMessageConflict}
        """;

    public const string DeleteChat = "DELETE FROM messages WHERE chat_id = ?1";

    public const string MoveToSender = """
        UPDATE OR IGNORE messages INDEXED BY messages_sender
        SET (sender, from_me) = (SELECT person, messages.from_me OR person = '' FROM temp.joins WHERE source = messages.sender), digest = NULL
        WHERE chat_id = ?1 AND sender IN (SELECT source FROM temp.joins) AND sender <> ''
        """;

    public const string MergeIntoSender = $"""
        INSERT INTO messages({MergeSql.Columns})
        SELECT old.chat_id, id, from_me OR joins.person = '', joins.person, {MergeSql.MovedToSender}
        FROM temp.joins AS joins CROSS JOIN messages AS old INDEXED BY messages_sender ON joins.source = old.sender
        WHERE old.chat_id = ?1 AND old.sender <> ''
        {MergeSql.OnMessageConflict}
        """;

    public const string DeleteSenders = """
        DELETE FROM messages INDEXED BY messages_sender WHERE chat_id = ?1 AND sender IN (SELECT source FROM temp.joins) AND sender <> ''
        """;
}
