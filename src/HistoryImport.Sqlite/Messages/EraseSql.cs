namespace HistoryImport.Sqlite;

/// <summary>The statements of an erasure.</summary>
static class EraseSql
{
    public const string Number = "SELECT erasures FROM connections WHERE connection_id = ?1";

    public const string Marks = "SELECT mark, erasure FROM erasures WHERE connection_id = ?1";

    public const string AddMark = """
        INSERT INTO erasures(connection_id, mark, erasure) VALUES(?1, ?2, ?3) ON CONFLICT(connection_id, mark) DO UPDATE SET erasure = excluded.erasure
        """;

    public const string Lift = "DELETE FROM erasures WHERE connection_id = ?1 AND erasure = ?2";

    public const string Raise = "UPDATE connections SET erasures = erasures + 1 WHERE connection_id = ?1";

    public const string Connections = "SELECT name FROM connections WHERE tenant = ?1 ORDER BY name";

    public const string AnyChat = "SELECT chat_id FROM chats WHERE connection_id = ?1 LIMIT 1";

    /// <summary>Those who wrote or reacted in the first piece of a chat, or in all of it where there is no other piece.</summary>
    public const string RemoveMembersOfPiece = """
        DELETE FROM members WHERE connection_id = ?1 AND chat_id = ?2 AND jid IN (
          SELECT sender FROM messages WHERE chat_id = ?2 AND (?3 IS NULL OR id <= ?3) AND sender <> ''
          UNION SELECT reactor FROM reactions WHERE chat_id = ?2 AND (?3 IS NULL OR id <= ?3) AND reactor <> '')
        """;

    public const string GroupsOf = "SELECT chat_id FROM members WHERE connection_id = ?1 AND jid = ?2";

    /// <summary>All of a chat.</summary>
    public static readonly Removal RemoveChat = new(MessageSql.DeleteChat, Messages);

    /// <summary>A piece of a chat.</summary>
    public static readonly Removal RemovePiece = new(MessageSql.DeletePiece, Messages);

    public static readonly Removal RemoveSent = new(Sent, Messages);

    public static readonly Removal RemoveReactionsTo = new(ReactionsTo, Reactions);

    public static readonly Removal RemoveReactionsOf = new(ReactionsOf, Reactions);

    public static readonly Removal RemoveChatName = new(ChatName, TellingSql.Names);

    public static readonly Removal RemoveNames = new(Names, TellingSql.Names);

    public static readonly Removal RemoveAllNames = new(AllNames, TellingSql.Names);

    public static readonly Removal RemoveOld = new(Old, Messages);

    /// <summary>Up to an id, or to the end.</summary>
    public static readonly Removal RemoveKeys = new(Keys, Messages);

    public static readonly Removal EmptyRaw = new(Raw, Messages);

    public static readonly Removal RemoveNote = new(Note, Messages);

    const string Messages = " RETURNING (SELECT jid FROM chats WHERE chats.chat_id = messages.chat_id), id, from_me, sender";

    const string Reactions = " RETURNING (SELECT jid FROM chats WHERE chats.chat_id = reactions.chat_id), id, target = 1, target_sender";

    const string Sent = """
        DELETE FROM messages WHERE message_id IN (
          SELECT message_id FROM messages INDEXED BY messages_sender WHERE chat_id = ?1 AND sender = ?2 AND sender <> '' LIMIT ?3)
        """;

    const string ReactionsTo = "DELETE FROM reactions INDEXED BY reactions_target_sender WHERE chat_id = ?1 AND target_sender = ?2 AND target_sender <> ''";

    const string ReactionsOf = "DELETE FROM reactions INDEXED BY reactions_reactor WHERE chat_id = ?1 AND reactor = ?2 AND reactor <> ''";

    public const string RemoveMember = "DELETE FROM members WHERE connection_id = ?1 AND jid = ?2 AND chat_id = ?3";

    const string ChatName = "DELETE FROM names WHERE connection_id = ?1 AND jid = ?2 AND kind = 0";

    const string Names = "DELETE FROM names WHERE connection_id = ?1 AND jid = ?2";

    const string AllNames = "DELETE FROM names WHERE connection_id = ?1";

    public const string RemoveAllMembers = "DELETE FROM members WHERE connection_id = ?1";

    /// <summary>The time up to which the oldest messages of a chat reach; none if there are fewer that are old.</summary>
    public const string EndOfOld =
        "SELECT timestamp FROM messages INDEXED BY messages_time WHERE chat_id = ?1 AND timestamp < ?2 ORDER BY timestamp LIMIT 1 OFFSET ?3";

    // Where a message of the other direction with its id stays, so do they.
    public const string RemoveReactionsOfOld = """
        DELETE FROM reactions WHERE chat_id = ?1 AND id IN (
          SELECT id FROM messages INDEXED BY messages_time WHERE chat_id = ?1 AND timestamp < ?2)
        AND NOT EXISTS (
          SELECT 1 FROM messages AS other WHERE other.chat_id = ?1 AND other.id = reactions.id AND (other.timestamp IS NULL OR other.timestamp >= ?2)
            AND (reactions.target = 2 OR other.sender = reactions.target_sender AND other.from_me = reactions.target))
        """;

    const string Old = "DELETE FROM messages INDEXED BY messages_time WHERE chat_id = ?1 AND timestamp < ?2";

    /// <summary>The first chat from a number on.</summary>
    public const string NextChat = "SELECT min(chat_id) FROM chats WHERE connection_id = ?1 AND chat_id >= ?2";

    /// <summary>The id up to which the next messages of a chat reach; none if there are fewer.</summary>
    public const string EndOfNext = "SELECT id FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND id > ?2 ORDER BY id LIMIT 1 OFFSET ?3";

    public const string CountOfRest = "SELECT count(*) FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND id > ?2";

    /// <summary>The raw payloads among the next messages of a chat, up to an id or to the end, that may name an address, with what a shortened one lacks.</summary>
    public const string RawWith = """
        SELECT message_id, raw, body, media FROM messages INDEXED BY messages_key
        WHERE chat_id = ?1 AND id > ?2 AND (?3 IS NULL OR id <= ?3) AND raw IS NOT NULL
          AND (instr(raw, ?4) > 0 OR substr(raw, 1, 1) = x'00' AND (instr(CAST(body AS BLOB), ?4) > 0 OR instr(CAST(media AS BLOB), ?4) > 0))
        """;

    /// <summary>The system notes among the next messages of a chat, up to an id, or to the end.</summary>
    public const string Notes = """
        SELECT message_id, id, body FROM messages INDEXED BY messages_key
        WHERE chat_id = ?1 AND id > ?2 AND (?3 IS NULL OR id <= ?3) AND kind = 'system' AND body <> ''
        """;

    const string Note = "DELETE FROM messages WHERE message_id = ?1";

    const string Raw = "UPDATE messages SET raw = NULL WHERE message_id = ?1";

    // Where a message of the other direction, or of somebody else, with its id stays, so do they.
    public const string RemoveReactionsToNobody = """
        DELETE FROM reactions WHERE chat_id = ?1 AND id = ?2 AND NOT EXISTS (
          SELECT 1 FROM messages AS other WHERE other.chat_id = ?1 AND other.id = ?2
            AND (reactions.target = 2 OR other.sender = reactions.target_sender AND other.from_me = reactions.target))
        """;

    const string Keys = """
        UPDATE messages INDEXED BY messages_key SET raw = NULL, media = json_remove(media, '$.key')
        WHERE chat_id = ?1 AND id > ?2 AND (?3 IS NULL OR id <= ?3) AND timestamp < ?4 AND (raw IS NOT NULL OR json_extract(media, '$.key') IS NOT NULL)
        """;
}
