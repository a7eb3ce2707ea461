namespace HistoryImport.PostgreSql;

/// <summary>The statements about messages. How they merge stands in <see cref="MergeSql"/>.</summary>
static class MessageSql
{
    public const string Copy = $$"""COPY {schema}.messages({{MergeSql.Columns}}) FROM STDIN (FORMAT BINARY)""";

    public const short CopyFields = 21;

    /// <summary>Only a row that an insert made has no xmax: an update has locked it first.</summary>
    public const string Upsert = $$"""
        INSERT INTO {schema}.messages AS messages({{MergeSql.Columns}})
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[], $5::bigint[], $6::smallint[], $7::boolean[], $8::bytea[], $9::text[],
          $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::text[], $16::text[], $17::bytea[],
          $18::text[], $19::boolean[], $20::text[], $21::bytea[])
        {{MergeSql.OnMessageConflict}}
        RETURNING chat_id, id, from_me, sender, xmax = 0
        """;

    public const string Amend = $$"""
        UPDATE {schema}.messages AS messages SET {{MergeSql.RaiseRegisters}}
        FROM unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[], $5::bigint[], $6::smallint[], $7::boolean[], $8::text[], $9::text[],
          $10::bigint[], $11::text[], $12::text[]) WITH ORDINALITY
          AS excluded(chat_id, id, from_me, sender, timestamp, status, revoked, push_name, wire_chat, edit_time, edit_envelope, edit_body, item)
        WHERE messages.chat_id = excluded.chat_id AND messages.id = excluded.id AND messages.from_me = excluded.from_me
          AND messages.sender = excluded.sender AND {{MergeSql.RegisterRises}}
        RETURNING excluded.item - 1
        """;

    // LIMIT keeps the planner from turning thousands of look-ups into one join over the whole table.
    const string LookUp = """
        FROM unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[]) WITH ORDINALITY AS wanted(chat_id, id, from_me, sender, item)
        CROSS JOIN LATERAL (
          SELECT * FROM {schema}.messages WHERE messages.chat_id = wanted.chat_id AND messages.id = wanted.id
            AND messages.from_me = wanted.from_me AND messages.sender = wanted.sender LIMIT 1) AS found
        """;

    public const string Exist = $"SELECT item - 1 {LookUp}";

    const string OfChats = """
        JOIN {schema}.connections ON tenant = $1 AND name = $2
        JOIN {schema}.chats USING(connection_id, jid)
        """;

    public const string Find = $$"""
        SELECT item - 1, version, timestamp, status, push_name, revoked, wire_chat, wire_id, wire_live, media_id
        FROM unnest($3::text[], $4::text[], $5::boolean[], $6::text[]) WITH ORDINALITY AS wanted(jid, id, from_me, sender, item)
        {{OfChats}}
        CROSS JOIN LATERAL (
          SELECT version, timestamp, status, push_name, revoked, wire_chat, wire_id, wire_live, media_id FROM {schema}.messages WHERE messages.chat_id = chats.chat_id
            AND messages.id = wanted.id AND messages.from_me = wanted.from_me AND messages.sender = wanted.sender LIMIT 1) AS found
        """;

    /// <summary>Messages of a chat that come together are of one time as a rule: reading their digests from its index costs a small part of looking them up.</summary>
    public const string FindDigests = $$"""
        SELECT array_agg(item::integer), array_agg(rows::integer), string_agg(digests, '')
        FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) WITH ORDINALITY AS wanted(jid, first, last, most, item)
        {{OfChats}}
        CROSS JOIN LATERAL (
          SELECT count(*) AS rows, string_agg(coalesce(digest, '\x00000000000000000000000000000000'), '') AS digests FROM (
            SELECT digest FROM {schema}.messages
            WHERE messages.chat_id = chats.chat_id AND timestamp BETWEEN wanted.first AND wanted.last LIMIT wanted.most) AS row) AS found
        WHERE rows > 0
        """;

    public const string EitherExist = """
        SELECT item - 1 FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS wanted(chat_id, id, item)
        CROSS JOIN LATERAL (SELECT FROM {schema}.messages WHERE messages.chat_id = wanted.chat_id AND messages.id = wanted.id LIMIT 1) AS found
        """;

    /// <summary>Who sent the messages of a chat with one id: in a group several may have sent one each.</summary>
    public const string SendersOf = """
        SELECT item - 1, found.from_me, found.sender FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS wanted(chat_id, id, item)
        CROSS JOIN LATERAL (SELECT from_me, sender FROM {schema}.messages WHERE messages.chat_id = wanted.chat_id AND messages.id = wanted.id) AS found
        """;

    const string FollowUp = $$"""
        UPDATE {schema}.messages AS messages {{MergeSql.SetContent}}
        FROM unnest($2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::bigint[]) WITH ORDINALITY
          AS excluded(id, version, kind, body, media, raw, media_id, chat_id, item)
        WHERE messages.id = excluded.id AND {{MergeSql.FollowUpRises}}
        """;

    /// <summary>Brings content to the messages of a chat with one id. The connection is asked for all the same, as elsewhere.</summary>
    public const string FollowUpInChat = $"{FollowUp} AND $1 <> 0 AND messages.chat_id = excluded.chat_id RETURNING excluded.item - 1";

    /// <summary>Brings content to our own messages of the official road with one id, in every chat, and tells of which chats they are.</summary>
    public const string FollowUpAnywhere = $$"""
        {{FollowUp}} AND messages.from_me AND messages.wire_id IS NOT NULL
          AND EXISTS (SELECT FROM {schema}.chats WHERE chats.chat_id = messages.chat_id AND chats.connection_id = $1)
        RETURNING excluded.item - 1, (SELECT jid FROM {schema}.chats WHERE chats.chat_id = messages.chat_id)
        """;

    public const string ExistAnywhere = """
        SELECT item - 1 FROM unnest($2::text[]) WITH ORDINALITY AS wanted(id, item)
        CROSS JOIN LATERAL (
          SELECT FROM {schema}.messages JOIN {schema}.chats USING(chat_id)
          WHERE messages.id = wanted.id AND from_me AND wire_id IS NOT NULL AND connection_id = $1 LIMIT 1) AS found
        """;

    // No phone knows an id by which the official platform alone knows the message.
    public const string Oldest = $$"""
        SELECT COALESCE(wire_chat, jid), timestamp, id, from_me
        FROM unnest($3::text[]) AS wanted(jid)
        {{OfChats}}
        CROSS JOIN LATERAL (
          SELECT timestamp, id, from_me, wire_chat FROM {schema}.messages
          WHERE messages.chat_id = chats.chat_id AND timestamp IS NOT NULL AND kind NOT IN ('call', 'system')
            AND id IS DISTINCT FROM wire_id ORDER BY timestamp NULLS FIRST LIMIT $4) AS found
        """;

    // Nobody else writes to the connection meanwhile, so what met nobody when looked at meets nobody.
    public const string MoveToChat = """
        UPDATE {schema}.messages AS old SET chat_id = $2 WHERE old.chat_id = $1 AND NOT EXISTS (
          SELECT FROM {schema}.messages AS other
          WHERE other.chat_id = $2 AND other.id = old.id AND other.from_me = old.from_me AND other.sender = old.sender)
        """;

    public const string MergeIntoChat = $$"""
        INSERT INTO {schema}.messages AS messages({{MergeSql.Columns}})
        SELECT $2, {{MergeSql.MovedToChat}} FROM {schema}.messages AS old WHERE old.chat_id = $1
        {{MergeSql.OnMessageConflict}}
        """;

    public const string DeleteChat = "DELETE FROM {schema}.messages WHERE chat_id = $1";

    /// <summary>The id up to which a piece of a chat reaches; none if it is no longer than that.</summary>
    public const string PieceEnd = "SELECT id FROM {schema}.messages WHERE chat_id = $1 ORDER BY id LIMIT 1 OFFSET $2";

    public const string MovePieceToChat = MoveToChat + " AND old.id <= $3";

    public const string MergePieceIntoChat = $$"""
        INSERT INTO {schema}.messages AS messages({{MergeSql.Columns}})
        SELECT $2, {{MergeSql.MovedToChat}} FROM {schema}.messages AS old WHERE old.chat_id = $1 AND old.id <= $3
        {{MergeSql.OnMessageConflict}}
        """;

    public const string DeletePiece = "DELETE FROM {schema}.messages WHERE chat_id = $1 AND id <= $2";

    public const string MoveToSender = """
        UPDATE {schema}.messages AS old SET sender = joins.target, from_me = old.from_me OR joins.target = '', digest = NULL FROM unnest($2::text[], $3::text[]) AS joins(source, target)
        WHERE old.chat_id = ANY($1) AND old.sender = joins.source AND old.sender <> '' AND NOT EXISTS (
          SELECT FROM {schema}.messages AS other
          WHERE other.chat_id = old.chat_id AND other.id = old.id AND other.from_me = (old.from_me OR joins.target = '') AND other.sender = joins.target)
        """;

    public const string MergeIntoSender = $$"""
        INSERT INTO {schema}.messages AS messages({{MergeSql.Columns}})
        SELECT old.chat_id, id, from_me OR joins.target = '', joins.target, {{MergeSql.MovedToSender}}
        FROM {schema}.messages AS old JOIN unnest($2::text[], $3::text[]) AS joins(source, target) ON joins.source = old.sender
        WHERE old.chat_id = ANY($1) AND old.sender <> ''
        {{MergeSql.OnMessageConflict}}
        """;

    public const string DeleteSenders = "DELETE FROM {schema}.messages WHERE chat_id = ANY($1) AND sender = ANY($2) AND sender <> ''";
}
