namespace HistoryImport.Sqlite;

/// <summary>The statements of the media ledger.</summary>
static class MediaSql
{
    const string Columns = "id, from_me, sender, timestamp, kind, media, media_id, wire_chat, raw, body";

    const string HasMedia = "revoked = 0 AND (media IS NOT NULL OR media_id IS NOT NULL)";

    const string FileColumns = "value, version, asked_chat FROM media_files";

    public const string Message = $"SELECT {Columns} FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND id = ?2 AND from_me = ?3 AND sender = ?4 AND {HasMedia}";

    // ?4: how the chat compares to that of the message behind which the list goes on, ?5 to ?8; without one ?4 is null.
    public const string Messages = $"""
        SELECT {Columns} FROM messages INDEXED BY messages_time WHERE chat_id = ?1 AND {HasMedia}
          AND (?2 IS NULL OR timestamp >= ?2) AND (?3 IS NULL OR timestamp <= ?3)
          AND (?4 IS NULL OR timestamp < ?5 OR timestamp IS NULL AND ?5 IS NOT NULL
            OR timestamp IS ?5 AND (?4 > 0 OR ?4 = 0 AND (id, from_me, sender) > (?6, ?7, ?8)))
        ORDER BY timestamp DESC, id, from_me, sender LIMIT ?9
        """;

    public const string Time = $"SELECT timestamp, 1 FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND id = ?2 AND from_me = ?3 AND sender = ?4 AND {HasMedia}";

    public const string Refer = """
        INSERT INTO media_references(connection_id, id, chat, from_me, sender, file, timestamp) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
        """;

    public const string Add = """
        INSERT INTO media_files(connection_id, file, version, state, due, name, asked_chat, value) VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
        """;

    public const string Write = """
        UPDATE media_files SET version = version + 1, state = ?3, due = ?4, name = ?5, asked_chat = ?6, value = ?7
        WHERE connection_id = ?1 AND file = ?2 AND version = ?8 RETURNING version
        """;

    public const string File = $"SELECT {FileColumns} WHERE connection_id = ?1 AND file = ?2";

    public const string FilesOfMessage =
        $"SELECT {FileColumns} WHERE connection_id = ?1 AND file IN (SELECT file FROM media_references WHERE connection_id = ?1 AND id = ?2) ORDER BY file";

    public const string Due = $"SELECT {FileColumns} INDEXED BY media_files_due WHERE connection_id = ?1 AND due <= ?2 ORDER BY due, file LIMIT ?3";

    public const string Open = "SELECT 1 FROM media_files INDEXED BY media_files_open WHERE connection_id = ?1 AND state <> 2 LIMIT 1";

    public const string Removals = "SELECT name, held_until FROM media_removals WHERE connection_id = ?1 ORDER BY name LIMIT ?2";

    public const string Removed = "DELETE FROM media_removals WHERE connection_id = ?1 AND name = ?2";

    public const string Connections = """
        SELECT tenant, name FROM connections WHERE EXISTS (
            SELECT 1 FROM media_files INDEXED BY media_files_due WHERE media_files.connection_id = connections.connection_id AND due <= ?1)
          OR EXISTS (SELECT 1 FROM media_removals WHERE media_removals.connection_id = connections.connection_id)
        ORDER BY tenant, name
        """;

    public const string ForgetAll = "DELETE FROM media_references WHERE connection_id = ?1";

    public const string ForgetChat = "DELETE FROM media_references INDEXED BY media_references_chat WHERE connection_id = ?1 AND chat = ?2";

    public const string ForgetSender =
        "DELETE FROM media_references INDEXED BY media_references_sender WHERE connection_id = ?1 AND sender = ?2 AND sender <> ''";

    public const string ForgetOld =
        "DELETE FROM media_references INDEXED BY media_references_time WHERE connection_id = ?1 AND timestamp < ?2 AND timestamp IS NOT NULL";

    /// <summary>What old messages asked for and is not stored, and so still has its key.</summary>
    public const string ForgetKeys = """
        DELETE FROM media_references INDEXED BY media_references_time WHERE connection_id = ?1 AND timestamp < ?2 AND timestamp IS NOT NULL
          AND EXISTS (SELECT 1 FROM media_files WHERE media_files.connection_id = ?1 AND media_files.file = media_references.file AND state <> 2)
        """;

    public const string ForgetAsked = "UPDATE media_files SET asked_chat = NULL, version = version + 1 WHERE connection_id = ?1 AND asked_chat = ?2";

    const string Unasked = """
        connection_id = ?1 AND NOT EXISTS (
          SELECT 1 FROM media_references INDEXED BY media_references_file WHERE media_references.connection_id = ?1 AND media_references.file = media_files.file)
        """;

    public const string AddRemovals =
        $"INSERT INTO media_removals(connection_id, name, held_until) SELECT connection_id, name, iif(state = 1, due, NULL) FROM media_files WHERE {Unasked} ON CONFLICT DO NOTHING";

    public const string RemoveUnasked = $"DELETE FROM media_files WHERE {Unasked}";
}
