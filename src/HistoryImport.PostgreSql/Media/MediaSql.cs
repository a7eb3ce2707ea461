namespace HistoryImport.PostgreSql;

/// <summary>The statements of the media ledger.</summary>
static class MediaSql
{
    const string Columns = "found.id, found.from_me, found.sender, found.timestamp, found.kind, found.media, found.media_id, found.wire_chat, found.raw, found.body";

    const string HasMedia = "NOT revoked AND (media IS NOT NULL OR media_id IS NOT NULL)";

    const string FileColumns = "value, version, asked_chat FROM {schema}.media_files";

    // The bound keeps the planner from turning look-ups into one join over the whole table.
    public const string FindMessages = $$"""
        SELECT item - 1, {{Columns}}
        FROM unnest($2::text[], $3::text[], $4::boolean[], $5::text[]) WITH ORDINALITY AS wanted(jid, wanted_id, wanted_from_me, wanted_sender, item)
        JOIN {schema}.chats ON chats.connection_id = $1 AND chats.jid = wanted.jid
        CROSS JOIN LATERAL (
          SELECT * FROM {schema}.messages
          WHERE chat_id = chats.chat_id AND id = wanted_id AND from_me = wanted_from_me AND sender = wanted_sender AND {{HasMedia}} LIMIT 1) AS found
        """;

    // $4: how the chat compares to that of the message behind which the list goes on, $5 to $8; without one $4 is null.
    public const string ListMessages = $$"""
        SELECT 0, {{Columns}} FROM {schema}.messages AS found WHERE chat_id = $1 AND {{HasMedia}}
          AND ($2::bigint IS NULL OR timestamp >= $2) AND ($3::bigint IS NULL OR timestamp <= $3)
          AND ($4::bigint IS NULL OR timestamp < $5 OR timestamp IS NULL AND $5::bigint IS NOT NULL
            OR timestamp IS NOT DISTINCT FROM $5 AND ($4 > 0 OR $4 = 0 AND (id, from_me, sender) > ($6::text, $7, $8::text)))
        ORDER BY timestamp DESC NULLS LAST, id, from_me, sender LIMIT $9
        """;

    /// <summary>Notes which of some messages ask for which files; those that are there are what it returns.</summary>
    /// <remarks>The caller shares the row of the connection, which who erases has alone.</remarks>
    public const string Refer = $$"""
        WITH there AS (
          SELECT item, wanted.jid, wanted_id, wanted_from_me, wanted_sender, file, found.timestamp
          FROM unnest($2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[]) WITH ORDINALITY
            AS wanted(jid, wanted_id, wanted_from_me, wanted_sender, file, item)
          JOIN {schema}.chats ON chats.connection_id = $1 AND chats.jid = wanted.jid
          CROSS JOIN LATERAL (
            SELECT timestamp FROM {schema}.messages
            WHERE chat_id = chats.chat_id AND id = wanted_id AND from_me = wanted_from_me AND sender = wanted_sender AND {{HasMedia}} LIMIT 1) AS found),
        noted AS (
          INSERT INTO {schema}.media_references(connection_id, id, chat, from_me, sender, file, timestamp)
          SELECT $1, wanted_id, jid, wanted_from_me, wanted_sender, file, timestamp FROM there ON CONFLICT DO NOTHING)
        SELECT item - 1 FROM there
        """;

    public const string Add = """
        INSERT INTO {schema}.media_files(connection_id, file, version, state, due, name, asked_chat, value)
        SELECT $1, file, 1, state, due, name, asked_chat, value
        FROM unnest($2::text[], $3::smallint[], $4::bigint[], $5::text[], $6::text[], $7::bytea[]) AS fresh(file, state, due, name, asked_chat, value)
        ORDER BY file ON CONFLICT DO NOTHING
        """;

    public const string Write = """
        UPDATE {schema}.media_files SET version = version + 1, state = $3, due = $4, name = $5, asked_chat = $6, value = $7
        WHERE connection_id = $1 AND file = $2 AND version = $8 RETURNING version
        """;

    public const string Files = $"SELECT file, {FileColumns} WHERE connection_id = {KeyLookup.Number} AND file = ANY($3)";

    public const string FilesOfMessage = $$"""
        SELECT file, {{FileColumns}} WHERE connection_id = {{KeyLookup.Number}} AND file IN (
          SELECT file FROM {schema}.media_references WHERE connection_id = {{KeyLookup.Number}} AND id = $3) ORDER BY file
        """;

    public const string Due = $"SELECT file, {FileColumns} WHERE connection_id = {KeyLookup.Number} AND due <= $3 ORDER BY due, file LIMIT $4";

    public const string Open = $$"""
        SELECT 1 FROM {schema}.media_files WHERE connection_id = {{KeyLookup.Number}} AND state <> 2 LIMIT 1
        """;

    public const string Removals = $$"""
        SELECT name, held_until FROM {schema}.media_removals WHERE connection_id = {{KeyLookup.Number}} ORDER BY name LIMIT $3
        """;

    public const string Removed = $$"""
        DELETE FROM {schema}.media_removals WHERE connection_id = {{KeyLookup.Number}} AND name = ANY($3)
        """;

    public const string Connections = """
        SELECT tenant, name FROM {schema}.connections WHERE EXISTS (
            SELECT FROM {schema}.media_files WHERE media_files.connection_id = connections.connection_id AND due <= $1)
          OR EXISTS (SELECT FROM {schema}.media_removals WHERE media_removals.connection_id = connections.connection_id)
        ORDER BY tenant, name
        """;

    /// <summary>Forgets what erased messages asked for.</summary>
    public const string Forget = """
        DELETE FROM {schema}.media_references WHERE connection_id = $1
          AND ($2 OR timestamp < $3 OR chat = ANY($4) OR sender <> '' AND sender = ANY($5)
            OR timestamp < $6 AND EXISTS (
              SELECT FROM {schema}.media_files WHERE media_files.connection_id = $1 AND media_files.file = media_references.file AND state <> 2))
        """;

    public const string ForgetAsked = """
        UPDATE {schema}.media_files SET asked_chat = NULL, version = version + 1 WHERE connection_id = $1 AND asked_chat = ANY($2)
        """;

    public const string RemoveUnasked = """
        WITH gone AS (
          DELETE FROM {schema}.media_files WHERE connection_id = $1 AND NOT EXISTS (
            SELECT FROM {schema}.media_references WHERE media_references.connection_id = $1 AND media_references.file = media_files.file)
          RETURNING name, state, due)
        INSERT INTO {schema}.media_removals(connection_id, name, held_until) SELECT $1, name, CASE WHEN state = 1 THEN due END FROM gone ON CONFLICT DO NOTHING
        """;
}
