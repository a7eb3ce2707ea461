namespace HistoryImport.Sqlite;

/// <summary>Reads the rows of messages that have media.</summary>
static class MediaRows
{
    public static List<MediaMessage> Find(DbSession session, long connection, IReadOnlyCollection<MessageKey> keys)
    {
        var found = new List<MediaMessage>();
        foreach (MessageKey key in keys)
        {
            if (Bound(session, MediaSql.Message, connection, key) is { } query && query.Step())
            {
                found.Add(Message(query, key.Chat));
                query.Reset();
            }
        }

        return found;
    }

    public static IReadOnlyList<MediaMessage> List(DbSession session, long connection, MediaQuery query)
    {
        var found = new List<MediaMessage>();
        foreach (Jid chat in query.Chats.Distinct())
        {
            if (KeyLookup.FindChat(session, connection, chat) is { } number)
            {
                Read(Bound(session, number, chat, query), chat, found);
            }
        }

        return MediaFileColumn.Page(found, query.Count);
    }

    /// <summary>Gets the time of a message, if it is there.</summary>
    public static bool TryTime(DbSession session, long connection, MessageKey key, out long? timestamp)
    {
        timestamp = null;
        if (Bound(session, MediaSql.Time, connection, key) is not { } query || !query.Step())
        {
            return false;
        }

        timestamp = query.NullableInt64(0);
        query.Reset();
        return true;
    }

    static void Read(Statement query, Jid chat, List<MediaMessage> found)
    {
        while (query.Step())
        {
            found.Add(Message(query, chat));
        }
    }

    static Statement? Bound(DbSession session, string sql, long connection, MessageKey key)
    {
        if (KeyLookup.FindChat(session, connection, key.Chat) is not { } chat)
        {
            return null;
        }

        Statement query = session.Get(sql);
        query.Bind(1, chat);
        query.Bind(2, key.Id);
        query.Bind(3, key.FromMe);
        query.Bind(4, key.Sender.Value);
        return query;
    }

    static Statement Bound(DbSession session, long number, Jid chat, MediaQuery query)
    {
        Statement list = session.Get(MediaSql.Messages);
        list.Bind(1, number);
        list.Bind(2, query.From);
        list.Bind(3, query.To);
        list.Bind(4, query.After is { } after ? chat.CompareTo(after.Key.Chat) : (long?)null);
        list.Bind(5, query.After?.Timestamp);
        list.Bind(6, query.After?.Key.Id);
        list.Bind(7, query.After?.Key.FromMe is true);
        list.Bind(8, query.After?.Key.Sender.Value);
        list.Bind(9, query.Count);
        return list;
    }

    static MediaMessage Message(Statement row, Jid chat)
    {
        MediaDescriptor? media = row.IsNull(5) ? null : MediaColumn.Read(row.Bytes(5));
        return new MediaMessage
        {
            Key = new MessageKey(chat, JidColumn.Read(row.Text(2)), row.Int64(1) != 0, row.Text(0)),
            Timestamp = row.NullableInt64(3),
            Kind = KindColumn.Kind(row.Text(4)),
            Media = MediaFileColumn.Descriptor(media, row.NullableText(6)),
            WireChat = row.NullableText(7),
            Raw = row.IsNull(8) ? default : RawColumn.Read(row.Bytes(8), row.Text(9), media),
        };
    }
}
