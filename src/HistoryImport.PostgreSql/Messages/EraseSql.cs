namespace HistoryImport.PostgreSql;

/// <summary>The statements of an erasure.</summary>
static class EraseSql
{
    public const string Number = "SELECT erasures FROM {schema}.connections WHERE tenant = $1 AND name = $2";

    /// <summary>The number with the marks it stands for: one statement sees one moment.</summary>
    public const string Marks = """
        SELECT erasures, mark, erasure FROM {schema}.connections LEFT JOIN {schema}.erasures USING(connection_id) WHERE tenant = $1 AND name = $2
        """;

    public const string AddMarks = """
        INSERT INTO {schema}.erasures(connection_id, mark, erasure) SELECT $1, mark, erasure::uuid FROM unnest($2::text[], $3::text[]) AS added(mark, erasure)
        ON CONFLICT(connection_id, mark) DO UPDATE SET erasure = excluded.erasure
        """;

    public const string Lift = "DELETE FROM {schema}.erasures WHERE connection_id = $1 AND erasure = ANY($2::text[]::uuid[])";

    public const string Raise = "UPDATE {schema}.connections SET erasures = erasures + 1 WHERE connection_id = $1";

    public const string Connections = "SELECT name FROM {schema}.connections WHERE tenant = $1 ORDER BY name";

    public const string AnyChat = "SELECT chat_id FROM {schema}.chats WHERE connection_id = $1 LIMIT 1";

    /// <summary>Those who wrote or reacted in the first piece of a chat, or in all of it where there is no other piece.</summary>
    public const string RemoveMembersOfPiece = """
        DELETE FROM {schema}.members WHERE connection_id = $1 AND chat_id = $2 AND jid IN (
          SELECT sender FROM {schema}.messages WHERE chat_id = $2 AND ($3::text IS NULL OR id <= $3) AND sender <> ''
          UNION SELECT reactor FROM {schema}.reactions WHERE chat_id = $2 AND ($3::text IS NULL OR id <= $3) AND reactor <> '')
        """;

    public const string GroupsOf = "SELECT chat_id FROM {schema}.members WHERE connection_id = $1 AND jid = $2";

    /// <summary>The id up to which a piece of what somebody sent to a group reaches; none if it is no more than that.</summary>
    public const string EndOfSent = "SELECT id FROM {schema}.messages WHERE chat_id = $1 AND sender = $2 AND sender <> '' ORDER BY id LIMIT 1 OFFSET $3";

    /// <summary>All of a chat.</summary>
    public static readonly Removal RemoveChat = new(MessageSql.DeleteChat, Messages);

    /// <summary>A piece of a chat.</summary>
    public static readonly Removal RemovePiece = new(MessageSql.DeletePiece, Messages);

    public static readonly Removal RemoveSent = new(Sent, Messages);

    public static readonly Removal RemoveReactions = new(Reacted, Reactions);

    public static readonly Removal RemoveChatName = new(ChatName, TellingSql.Names);

    public static readonly Removal RemoveNames = new(Names, TellingSql.Names);

    public static readonly Removal RemoveAllNames = new(AllNames, TellingSql.Names);

    public static readonly Removal RemoveOld = new(Old, Messages);

    public static readonly Removal RemoveKeys = new(Keys, Messages);

    public static readonly Removal EmptyRaw = new(Raw, Messages);

    public static readonly Removal RemoveNotes = new(Note, Messages);

    const string Messages = " RETURNING (SELECT jid FROM {schema}.chats WHERE chats.chat_id = messages.chat_id), id, from_me, sender";

    const string Reactions = " RETURNING (SELECT jid FROM {schema}.chats WHERE chats.chat_id = reactions.chat_id), id, target = 1, target_sender";

    const string Sent = "DELETE FROM {schema}.messages WHERE chat_id = $1 AND sender = $2 AND sender <> '' AND ($3::text IS NULL OR id <= $3)";

    const string Reacted = """
        DELETE FROM {schema}.reactions WHERE chat_id = $1 AND (target_sender = $2 AND target_sender <> '' OR reactor = $2 AND reactor <> '')
        """;

    public const string RemoveMember = "DELETE FROM {schema}.members WHERE connection_id = $1 AND jid = $2 AND chat_id = $3";

    const string ChatName = "DELETE FROM {schema}.names WHERE connection_id = $1 AND jid = $2 AND kind = 0";

    const string Names = "DELETE FROM {schema}.names WHERE connection_id = $1 AND jid = $2";

    const string AllNames = "DELETE FROM {schema}.names WHERE connection_id = $1";

    public const string RemoveAllMembers = "DELETE FROM {schema}.members WHERE connection_id = $1";

    /// <summary>The time up to which the oldest messages of a chat reach; none if there are fewer that are old.</summary>
    public const string EndOfOld = "SELECT timestamp FROM {schema}.messages WHERE chat_id = $1 AND timestamp < $2 ORDER BY timestamp NULLS FIRST LIMIT 1 OFFSET $3";

    // Where a message of the other direction with its id stays, so do they.
    public const string RemoveReactionsOfOld = """
        DELETE FROM {schema}.reactions WHERE chat_id = $1 AND id IN (SELECT id FROM {schema}.messages WHERE chat_id = $1 AND timestamp < $2)
        AND NOT EXISTS (
          SELECT FROM {schema}.messages AS other WHERE other.chat_id = $1 AND other.id = reactions.id AND (other.timestamp IS NULL OR other.timestamp >= $2)
            AND (reactions.target = 2 OR other.sender = reactions.target_sender AND other.from_me = (reactions.target = 1)))
        """;

    const string Old = "DELETE FROM {schema}.messages WHERE chat_id = $1 AND timestamp < $2";

    /// <summary>The first chat from a number on.</summary>
    public const string NextChat = "SELECT min(chat_id) FROM {schema}.chats WHERE connection_id = $1 AND chat_id >= $2";

    /// <summary>The last id of the next messages of a chat, and how many they are.</summary>
    public const string NextMessages = """
        SELECT max(id), count(*) FROM (SELECT id FROM {schema}.messages WHERE chat_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS next
        """;

    /// <summary>The raw payloads among the next messages of a chat, up to an id, that may name an address, with what a shortened one lacks.</summary>
    public const string RawWith = """
        SELECT id, from_me, sender, raw, body, media FROM {schema}.messages
        WHERE chat_id = $1 AND id > $2 AND id <= $3 AND raw IS NOT NULL AND EXISTS (
          SELECT FROM unnest($4::bytea[]) AS named(address)
          WHERE position(address IN raw) > 0 OR substr(raw, 1, 1) = '\x00' AND position(address IN convert_to(concat(body, media), 'UTF8')) > 0)
        """;

    /// <summary>The system notes among the next messages of a chat, up to an id.</summary>
    public const string Notes = """
        SELECT id, from_me, sender, body FROM {schema}.messages WHERE chat_id = $1 AND id > $2 AND id <= $3 AND kind = 'system' AND body <> ''
        """;

    // The bounds of the piece keep the server from reading the table, however many there are.
    const string Note = """
        DELETE FROM {schema}.messages WHERE chat_id = $1 AND id > $2 AND id <= $3
          AND (id, from_me, sender) IN (SELECT * FROM unnest($4::text[], $5::boolean[], $6::text[]))
        """;

    const string Raw = """
        UPDATE {schema}.messages SET raw = NULL WHERE chat_id = $1 AND id > $2 AND id <= $3
          AND (id, from_me, sender) IN (SELECT * FROM unnest($4::text[], $5::boolean[], $6::text[]))
        """;

    // Where a message of the other direction, or of somebody else, with its id stays, so do they.
    public const string RemoveReactionsToNobody = """
        DELETE FROM {schema}.reactions WHERE chat_id = $1 AND id > $2 AND id <= $3 AND id = ANY($4) AND NOT EXISTS (
          SELECT FROM {schema}.messages AS other WHERE other.chat_id = $1 AND other.id > $2 AND other.id <= $3 AND other.id = reactions.id
            AND (reactions.target = 2 OR other.sender = reactions.target_sender AND other.from_me = (reactions.target = 1)))
        """;

    const string Keys = """
        UPDATE {schema}.messages SET raw = NULL, media = (media::jsonb - 'key')::text
        WHERE chat_id = $1 AND id > $2 AND id <= $3 AND timestamp < $4 AND (raw IS NOT NULL OR media::jsonb -> 'key' IS NOT NULL)
        """;
}
