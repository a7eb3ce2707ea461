namespace HistoryImport.Sqlite;

/// <summary>Notes what a join is about to move.</summary>
sealed class JoinTeller(DbSession session, ChangeJournal journal)
{
    const string OfChat = "SELECT id, from_me, sender FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND (?2 IS NULL OR id <= ?2)";

    const string ReactionsOfChat = "SELECT DISTINCT id FROM reactions WHERE chat_id = ?1 AND (?2 IS NULL OR id <= ?2)";

    const string Sent = """
        SELECT id, from_me, sender FROM messages INDEXED BY messages_sender WHERE chat_id = ?1 AND sender IN (SELECT source FROM temp.joins) AND sender <> ''
        """;

    const string Jid = "SELECT jid FROM chats WHERE chat_id = ?1";

    /// <summary>Notes that a chat, or a piece of it up to an id, moves to another.</summary>
    public void MoveChat(long chat, Jid from, Jid to, string? last)
    {
        foreach (MessageKey key in Keys(Bound(OfChat, chat, last), from))
        {
            journal.Move(key, key with { Chat = to });
        }

        // A reaction belongs to chat and id: it comes to messages that are there as well.
        Statement reactions = Bound(ReactionsOfChat, chat, last);
        while (reactions.Step())
        {
            journal.UpdateAll(to, reactions.Text(0));
        }
    }

    /// <summary>Notes that persons of a group turned out to be others. The joins are staged.</summary>
    public void MovePersons(long group, IReadOnlyDictionary<Jid, JidJoin> joins)
    {
        Statement jid = session.Get(Jid);
        jid.Bind(1, group);
        Jid chat = jid.Step() ? JidColumn.Read(jid.Text(0)) : default;
        jid.Reset();
        foreach (MessageKey key in Keys(Bound(Sent, group), chat))
        {
            journal.Move(key, JoinedKey.Of(key, joins[key.Sender]));
        }

        Array.ForEach([ReactionSql.IdsOfTargets, ReactionSql.IdsOfReactors], sql =>
        {
            Statement reactions = Bound(sql, group);
            while (reactions.Step())
            {
                journal.UpdateAll(chat, reactions.Text(0));
            }
        });
    }

    /// <summary>Notes that names move.</summary>
    public void MoveNames(IEnumerable<JidJoin> joins) => journal.MoveNames(joins);

    static List<MessageKey> Keys(Statement query, Jid chat)
    {
        var keys = new List<MessageKey>();
        while (query.Step())
        {
            keys.Add(StoredKey.Of(chat, query));
        }

        return keys;
    }

    Statement Bound(string sql, long chat)
    {
        Statement query = session.Get(sql);
        query.Bind(1, chat);
        return query;
    }

    Statement Bound(string sql, long chat, string? last)
    {
        Statement query = Bound(sql, chat);
        query.Bind(2, last);
        return query;
    }
}
