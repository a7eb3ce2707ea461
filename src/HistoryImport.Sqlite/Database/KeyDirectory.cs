namespace HistoryImport.Sqlite;

/// <summary>The numbers of connections and chats, and the members of groups, as far as the writing session remembers them.</summary>
sealed class KeyDirectory(DbSession session)
{
    // A run over more chats than this asks again now and then; its memory stays flat.
    const int MaxRemembered = 50_000;

    readonly Dictionary<ConnectionKey, long> _connections = [];
    readonly Dictionary<(long Connection, Jid Chat), long> _chats = [];
    readonly HashSet<(long Chat, Jid Member)> _members = [];

    public void Forget()
    {
        _connections.Clear();
        _chats.Clear();
        _members.Clear();
    }

    /// <summary>Gets the number of a connection, and makes it if need be.</summary>
    public long Connection(ConnectionKey connection)
    {
        if (!_connections.TryGetValue(connection, out long number))
        {
            number = KeyLookup.FindConnection(session, connection) ?? AddConnection(connection);
            Remember(_connections, connection, number);
        }

        return number;
    }

    /// <summary>Gets the number of a chat, and makes it if need be.</summary>
    public long Chat(long connection, Jid chat)
    {
        if (!_chats.TryGetValue((connection, chat), out long number))
        {
            number = KeyLookup.FindChat(session, connection, chat) ?? AddChat(connection, chat);
            Remember(_chats, (connection, chat), number);
        }

        return number;
    }

    /// <summary>Gets the number of a chat, if there is one.</summary>
    public long? FindChat(long connection, Jid chat) =>
        _chats.TryGetValue((connection, chat), out long number) ? number : KeyLookup.FindChat(session, connection, chat);

    /// <summary>Notes that a JID occurs in a group.</summary>
    public void AddMember(long connection, long chat, Jid member)
    {
        if (_members.Add((chat, member)))
        {
            Statement insert = session.Get("INSERT OR IGNORE INTO members(connection_id, jid, chat_id) VALUES(?1, ?2, ?3)");
            insert.Bind(1, connection);
            insert.Bind(2, member.Value);
            insert.Bind(3, chat);
            insert.Execute();
            if (_members.Count > MaxRemembered)
            {
                _members.Clear();
            }
        }
    }

    long AddConnection(ConnectionKey connection)
    {
        Statement insert = session.Get("INSERT INTO connections(tenant, name) VALUES(?1, ?2)");
        insert.Bind(1, connection.Tenant);
        insert.Bind(2, connection.Name);
        insert.Execute();
        return session.LastRowId;
    }

    long AddChat(long connection, Jid chat)
    {
        Statement insert = session.Get("INSERT INTO chats(connection_id, jid) VALUES(?1, ?2)");
        insert.Bind(1, connection);
        insert.Bind(2, chat.Value);
        insert.Execute();
        return session.LastRowId;
    }

    static void Remember<TKey>(Dictionary<TKey, long> numbers, TKey key, long number)
        where TKey : notnull
    {
        if (numbers.Count >= MaxRemembered)
        {
            numbers.Clear();
        }

        numbers[key] = number;
    }
}
