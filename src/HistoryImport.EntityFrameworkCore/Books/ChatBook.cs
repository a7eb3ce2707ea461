namespace HistoryImport.EntityFrameworkCore;

/// <summary>The numbers of some chats of a connection.</summary>
sealed class ChatBook(Session session, long connection)
{
    readonly Dictionary<Jid, long> _numbers = [];
    readonly HashSet<Jid> _new = [];

    public long? Number(Jid chat) => _numbers.TryGetValue(chat, out long number) ? number : null;

    /// <summary>Whether it was made in this transaction, and so holds no row yet.</summary>
    public bool IsNew(Jid chat) => _new.Contains(chat);

    public async Task FindAsync(IReadOnlyList<Jid> chats)
    {
        if (chats.Count == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", chats, new Column<Jid>("jid", ColumnType.Text, chat => chat.Value));
        Learn(await session.EntitiesAsync<StoredChat>(
            $"SELECT chats.* FROM {wanted} CROSS JOIN {session.Tables.Chats} AS chats WHERE chats.connection_id = {command.Add(connection)} AND chats.jid = wanted.jid",
            command).ConfigureAwait(false));
    }

    /// <summary>Makes those that are not known.</summary>
    public async Task AddAsync(IEnumerable<Jid> chats)
    {
        Jid[] missing = [.. chats.Where(chat => !_numbers.ContainsKey(chat))];
        if (missing.Length == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string given = session.Dialect.Rows(command, "given", missing, new Column<Jid>("jid", ColumnType.Text, chat => chat.Value));
        string number = command.Add(connection);
        Learn(await session.EntitiesAsync<StoredChat>(
            $"INSERT INTO {session.Tables.Chats}(connection_id, jid) SELECT {number}, jid FROM {given} RETURNING chat_id, connection_id, jid", command).ConfigureAwait(false));
        _new.UnionWith(missing);
    }

    void Learn(IEnumerable<StoredChat> chats)
    {
        foreach (StoredChat chat in chats)
        {
            _numbers[JidColumn.Read(chat.Jid)] = chat.ChatId;
        }
    }
}
