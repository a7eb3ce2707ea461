namespace HistoryImport.PostgreSql;

/// <summary>The merge rules as SQL. One text serves inserts, amendments and joins, so that they cannot differ.</summary>
/// <remarks>Text compares byte by byte (COLLATE "C" of the columns), bytes do anyway, as the rules want. LEAST and GREATEST pass nulls over.</remarks>
static class MessageSql
{
    const string Columns =
        "chat_id, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw, digest";

    const string NewerEdit = """
        excluded.edit_time IS NOT NULL AND (messages.edit_time IS NULL
          OR (excluded.edit_time, excluded.edit_envelope, excluded.edit_body) > (messages.edit_time, messages.edit_envelope, messages.edit_body))
        """;

    const string RaiseRegisters = $"""
        timestamp = LEAST(messages.timestamp, excluded.timestamp),
        status = GREATEST(messages.status, excluded.status),
        revoked = messages.revoked OR excluded.revoked,
        push_name = GREATEST(messages.push_name, excluded.push_name),
        wire_chat = GREATEST(messages.wire_chat, excluded.wire_chat),
        edit_time = CASE WHEN {NewerEdit} THEN excluded.edit_time ELSE messages.edit_time END,
        edit_envelope = CASE WHEN {NewerEdit} THEN excluded.edit_envelope ELSE messages.edit_envelope END,
        edit_body = CASE WHEN {NewerEdit} THEN excluded.edit_body ELSE messages.edit_body END
        """;

    const string RaiseContent = """
        version = GREATEST(messages.version, excluded.version),
        kind = CASE WHEN excluded.version > messages.version THEN excluded.kind ELSE messages.kind END,
        body = CASE WHEN excluded.version > messages.version THEN excluded.body ELSE messages.body END,
        media = CASE WHEN excluded.version > messages.version THEN excluded.media ELSE messages.media END,
        raw = CASE WHEN excluded.version > messages.version THEN excluded.raw ELSE messages.raw END
        """;

    // Of any report that the row took in: who finds it knows that the row covers that report. The last is the likeliest to come again.
    const string TakeDigest = "digest = coalesce(excluded.digest, messages.digest)";

    const string RegisterRises = $"""
        (excluded.timestamp IS NOT NULL AND (messages.timestamp IS NULL OR excluded.timestamp < messages.timestamp)
        OR excluded.status IS NOT NULL AND (messages.status IS NULL OR excluded.status > messages.status)
        OR excluded.revoked AND NOT messages.revoked
        OR excluded.push_name IS NOT NULL AND (messages.push_name IS NULL OR excluded.push_name > messages.push_name)
        OR excluded.wire_chat IS NOT NULL AND (messages.wire_chat IS NULL OR excluded.wire_chat > messages.wire_chat)
        OR {NewerEdit})
        """;

    // Rows that would not change are not written: a repeat costs the look-up alone.
    const string OnConflict = $"""
        ON CONFLICT(chat_id, id, from_me, sender) DO UPDATE SET {RaiseContent}, {RaiseRegisters}, {TakeDigest}
        WHERE excluded.version > messages.version OR {RegisterRises}
        """;

    public const string Copy = $$"""COPY {schema}.messages({{Columns}}) FROM STDIN (FORMAT BINARY)""";

    public const short CopyFields = 18;

    /// <summary>Only a row that an insert made has no xmax: an update has locked it first.</summary>
    public const string Upsert = $$"""
        INSERT INTO {schema}.messages AS messages({{Columns}})
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[], $5::bigint[], $6::smallint[], $7::boolean[], $8::bytea[], $9::text[],
          $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::text[], $16::text[], $17::bytea[], $18::bytea[])
        {{OnConflict}}
        RETURNING chat_id, id, from_me, sender, xmax = 0
        """;

    public const string Amend = $$"""
        UPDATE {schema}.messages AS messages SET {{RaiseRegisters}}
        FROM unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[], $5::bigint[], $6::smallint[], $7::boolean[], $8::text[], $9::text[],
          $10::bigint[], $11::text[], $12::text[]) WITH ORDINALITY
          AS excluded(chat_id, id, from_me, sender, timestamp, status, revoked, push_name, wire_chat, edit_time, edit_envelope, edit_body, item)
        WHERE messages.chat_id = excluded.chat_id AND messages.id = excluded.id AND messages.from_me = excluded.from_me
          AND messages.sender = excluded.sender AND {{RegisterRises}}
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
        SELECT item - 1, version, timestamp, status, push_name, revoked, wire_chat
        FROM unnest($3::text[], $4::text[], $5::boolean[], $6::text[]) WITH ORDINALITY AS wanted(jid, id, from_me, sender, item)
        {{OfChats}}
        CROSS JOIN LATERAL (
          SELECT version, timestamp, status, push_name, revoked, wire_chat FROM {schema}.messages WHERE messages.chat_id = chats.chat_id
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

    public const string Oldest = """
        SELECT found.* FROM unnest($1::bigint[]) AS wanted(chat_id) CROSS JOIN LATERAL (
          SELECT chat_id, timestamp, id, from_me, wire_chat FROM {schema}.messages
          WHERE messages.chat_id = wanted.chat_id AND timestamp IS NOT NULL AND kind NOT IN ('call', 'system') ORDER BY timestamp, id LIMIT $2) AS found
        """;

    // Nobody else writes to the connection meanwhile, so what met nobody when looked at meets nobody.
    public const string MoveToChat = """
        UPDATE {schema}.messages AS old SET chat_id = $2 WHERE old.chat_id = $1 AND NOT EXISTS (
          SELECT FROM {schema}.messages AS other
          WHERE other.chat_id = $2 AND other.id = old.id AND other.from_me = old.from_me AND other.sender = old.sender)
        """;

    public const string MergeIntoChat = $$"""
        INSERT INTO {schema}.messages AS messages({{Columns}})
        SELECT $2, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat,
          edit_time, edit_envelope, edit_body, body, media, raw, digest
        FROM {schema}.messages AS old WHERE old.chat_id = $1
        {{OnConflict}}
        """;

    public const string DeleteChat = "DELETE FROM {schema}.messages WHERE chat_id = $1";

    public const string MoveToSender = """
        UPDATE {schema}.messages AS old SET sender = joins.target, digest = NULL FROM unnest($2::text[], $3::text[]) AS joins(source, target)
        WHERE old.chat_id = ANY($1) AND old.sender = joins.source AND NOT EXISTS (
          SELECT FROM {schema}.messages AS other
          WHERE other.chat_id = old.chat_id AND other.id = old.id AND other.from_me = old.from_me AND other.sender = joins.target)
        """;

    public const string MergeIntoSender = $$"""
        INSERT INTO {schema}.messages AS messages({{Columns}})
        SELECT old.chat_id, id, from_me, joins.target, timestamp, status, revoked, version, kind, push_name, wire_chat,
          edit_time, edit_envelope, edit_body, body, media, raw, NULL
        FROM {schema}.messages AS old JOIN unnest($2::text[], $3::text[]) AS joins(source, target) ON joins.source = old.sender
        WHERE old.chat_id = ANY($1)
        {{OnConflict}}
        """;

    public const string DeleteSenders = "DELETE FROM {schema}.messages WHERE chat_id = ANY($1) AND sender = ANY($2)";
}
