namespace HistoryImport.Sqlite;

/// <summary>Tells what is there already.</summary>
static class MessageReader
{
    public static IReadOnlyList<ExistingMessage> Find(
        Session session, ConnectionKey connection, IReadOnlyList<MessageKey> keys, CancellationToken cancellationToken)
    {
        var found = new List<ExistingMessage>();
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return found;
        }

        // One snapshot, and one lock instead of one for each key. A session that fails amid it is not used again.
        session.Get("BEGIN").Execute();
        foreach ((long chat, int i) in ByChat(session, number, keys).Sorted())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Find(session, chat, keys[i]) is { } existing)
            {
                found.Add(existing);
            }
        }

        session.Get("COMMIT").Execute();
        return found;
    }

    public static IReadOnlyList<MessageAnchor> Oldest(Session session, ConnectionKey connection, IEnumerable<Jid> chats, int count)
    {
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return [];
        }

        var anchors = new List<MessageAnchor>();
        foreach (Jid chat in chats.Distinct())
        {
            if (KeyLookup.FindChat(session, number, chat) is { } chatId)
            {
                AddOldest(session, chat, chatId, count, anchors);
            }
        }

        return [.. anchors.OrderBy(anchor => anchor.Timestamp).Take(count)];
    }

    static ChatOrder ByChat(Session session, long connection, IReadOnlyList<MessageKey> keys)
    {
        var order = new ChatOrder(keys.Count);
        var chats = new Dictionary<Jid, long?>();
        for (int i = 0; i < keys.Count; i++)
        {
            if (!chats.TryGetValue(keys[i].Chat, out long? chat))
            {
                chats.Add(keys[i].Chat, chat = KeyLookup.FindChat(session, connection, keys[i].Chat));
            }

            if (chat is { } known)
            {
                order.Add(known, i);
            }
        }

        return order;
    }

    static ExistingMessage? Find(Session session, long chat, MessageKey key)
    {
        Statement find = session.Get(MessageSql.Find);
        find.Bind(1, chat);
        find.Bind(2, key.Id);
        find.Bind(3, key.FromMe);
        find.Bind(4, key.Sender.Value);
        if (!find.Step())
        {
            return null;
        }

        var existing = new ExistingMessage
        {
            Key = key,
            Version = ContentVersion.FromBytes(find.Bytes(0)),
            Timestamp = find.NullableInt64(1),
            Status = (MessageStatus?)find.NullableInt64(2),
            PushName = find.NullableText(3),
            IsRevoked = find.Int64(4) != 0,
            WireChat = find.NullableText(5, likely: key.Chat.Value),
        };
        find.Reset();
        return existing;
    }

    static void AddOldest(Session session, Jid chat, long chatId, int count, List<MessageAnchor> anchors)
    {
        Statement oldest = session.Get(MessageSql.Oldest);
        oldest.Bind(1, chatId);
        oldest.Bind(2, count);
        while (oldest.Step())
        {
            anchors.Add(new MessageAnchor(oldest.NullableText(3) ?? chat.Value, oldest.Text(1), oldest.Int64(2) != 0, oldest.Int64(0)));
        }
    }
}
