namespace HistoryImport.Sqlite;

/// <summary>Finds numbers, on any session.</summary>
static class KeyLookup
{
    public static long? FindConnection(DbSession session, ConnectionKey connection)
    {
        Statement find = session.Get("SELECT connection_id FROM connections WHERE tenant = ?1 AND name = ?2");
        find.Bind(1, connection.Tenant);
        find.Bind(2, connection.Name);
        return find.ExecuteInt64();
    }

    public static long? FindChat(DbSession session, long connection, Jid chat)
    {
        Statement find = session.Get("SELECT chat_id FROM chats WHERE connection_id = ?1 AND jid = ?2");
        find.Bind(1, connection);
        find.Bind(2, chat.Value);
        return find.ExecuteInt64();
    }
}
