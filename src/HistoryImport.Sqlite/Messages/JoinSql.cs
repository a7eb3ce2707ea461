namespace HistoryImport.Sqlite;

/// <summary>The statements of a join about anything but messages and reactions. The pairs are staged in a table of the session.</summary>
/// <remarks>As a person our own account has no JID, hence <c>person</c> beside <c>target</c>: empty means own. CROSS JOIN keeps SQLite's order: from the few pairs to the many rows.</remarks>
static class JoinSql
{
    public const string CreateStage =
        "CREATE TEMP TABLE IF NOT EXISTS joins(source TEXT PRIMARY KEY, target TEXT NOT NULL, person TEXT NOT NULL) WITHOUT ROWID";

    public const string ClearStage = "DELETE FROM temp.joins";

    public const string Stage = "INSERT INTO temp.joins(source, target, person) VALUES(?1, ?2, ?3)";

    /// <summary>Whether anything is kept under a JID.</summary>
    public const string IsKept = """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM members WHERE connection_id = ?1 AND jid = ?2)
          OR EXISTS (SELECT 1 FROM chats WHERE connection_id = ?1 AND jid = ?2)
          OR EXISTS (SELECT 1 FROM names WHERE connection_id = ?1 AND jid = ?2)
        """;

    public const string Groups = """
        SELECT DISTINCT members.chat_id
        FROM temp.joins AS joins CROSS JOIN members ON members.connection_id = ?1 AND members.jid = joins.source
        """;

    public const string MoveMembers = """
        INSERT OR IGNORE INTO members(connection_id, jid, chat_id)
        SELECT old.connection_id, joins.target, old.chat_id
        FROM temp.joins AS joins CROSS JOIN members AS old ON old.connection_id = ?1 AND old.jid = joins.source
        WHERE joins.person <> ''
        """;

    public const string DeleteMembers = "DELETE FROM members WHERE connection_id = ?1 AND jid IN (SELECT source FROM temp.joins)";

    public const string Chats = """
        SELECT chats.chat_id, joins.source
        FROM temp.joins AS joins CROSS JOIN chats ON chats.connection_id = ?1 AND chats.jid = joins.source
        WHERE joins.source <> joins.target
        """;

    public const string FindChat = "SELECT chat_id FROM chats WHERE connection_id = ?1 AND jid = ?2";

    public const string AddChat = "INSERT INTO chats(connection_id, jid) VALUES(?1, ?2)";

    public const string RenameChat = "UPDATE chats SET jid = ?2 WHERE chat_id = ?1";

    public const string DeleteChat = "DELETE FROM chats WHERE chat_id = ?1";
}
