namespace HistoryImport.Sqlite;

/// <summary>The queries of an export. Each walks an index, so that nothing but rows of one chat and one second is ever sorted.</summary>
static class ExportSql
{
    public const string Connections = "SELECT tenant, name FROM connections ORDER BY tenant, name";

    public const string Chats = "SELECT chat_id, jid FROM chats WHERE connection_id = ?1 ORDER BY jid";

    public const string Messages = $"SELECT {Columns}, wire_id {OfChat}";

    /// <summary>Of a file that was not upgraded yet: a reader does not write.</summary>
    public const string OlderMessages = $"SELECT {Columns}, NULL {OfChat}";

    const string Columns = "id, from_me, sender, timestamp, kind, ifnull(edit_body, body), status, edit_time, revoked, push_name, media";

    const string OfChat = "FROM messages INDEXED BY messages_time WHERE chat_id = ?1 ORDER BY timestamp, id, from_me, sender";

    public const string Names = "SELECT kind, name FROM names WHERE connection_id = ?1 AND jid = ?2 ORDER BY kind";
}
