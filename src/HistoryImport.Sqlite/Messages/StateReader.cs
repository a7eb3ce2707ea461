namespace HistoryImport.Sqlite;

/// <summary>Reads what rows are now, on the session that writes.</summary>
sealed class StateReader(DbSession session, long connection) : IStateReader
{
    const string Messages = $"SELECT {TellingSql.State} FROM messages INDEXED BY messages_key WHERE chat_id = ?1 AND id = ?2";

    const string Reactions = "SELECT target, target_sender, reactor_from_me, reactor, emoji, time FROM reactions WHERE chat_id = ?1 AND id = ?2";

    const string Names = "SELECT kind, name FROM names WHERE connection_id = ?1 AND jid = ?2";

    readonly Dictionary<Jid, long?> _chats = [];

    public ValueTask<(IReadOnlyList<MessageUpsert> Messages, ILookup<(Jid Chat, string Id, ReactionTarget Target), MessageReaction> Reactions)> ReadAsync(
        IReadOnlyList<(Jid Chat, string Id)> messages, IReadOnlyList<(Jid Chat, string Id)> reactions) => new(
        (
            [.. messages.SelectMany(one => Rows(Messages, one, row => Message(row, one.Chat)))],
            reactions.SelectMany(one => Rows(Reactions, one, row => (Key: (one.Chat, one.Id, new ReactionTarget((short)row.Int64(0), row.Text(1))), Reaction: Reaction(row))))
                .ToLookup(one => one.Key, one => one.Reaction)));

    public ValueTask<IReadOnlyList<HistoryName>> NamesAsync(IReadOnlyList<Jid> jids)
    {
        var names = new List<HistoryName>();
        Statement query = session.Get(Names);
        foreach (Jid jid in jids)
        {
            query.Bind(1, connection);
            query.Bind(2, jid.Value);
            while (query.Step())
            {
                names.Add(new HistoryName(jid, (NameKind)query.Int64(0), query.Text(1)));
            }
        }

        return new(names);
    }

    List<T> Rows<T>(string sql, (Jid Chat, string Id) message, Func<Statement, T> read)
    {
        var rows = new List<T>();
        if (Chat(message.Chat) is { } chat)
        {
            Statement query = session.Get(sql);
            query.Bind(1, chat);
            query.Bind(2, message.Id);
            while (query.Step())
            {
                rows.Add(read(query));
            }
        }

        return rows;
    }

    long? Chat(Jid chat)
    {
        if (!_chats.TryGetValue(chat, out long? number))
        {
            _chats.Add(chat, number = KeyLookup.FindChat(session, connection, chat));
        }

        return number;
    }

    static MessageUpsert Message(Statement row, Jid chat)
    {
        string body = row.Text(13);
        MediaDescriptor? media = row.IsNull(14) ? null : MediaColumn.Read(row.Bytes(14));
        return new MessageUpsert
        {
            Key = StoredKey.Of(chat, row),
            Timestamp = row.NullableInt64(3),
            Status = (MessageStatus?)row.NullableInt64(4),
            IsRevoked = row.Int64(5) != 0,
            Version = ContentVersion.FromBytes(row.Bytes(6)),
            PushName = row.NullableText(8),
            WireChat = row.NullableText(9),
            Edit = row.NullableInt64(10) is { } time ? new MessageEdit(time, row.Text(11), row.Text(12)) : null,
            Content = new MessageContent
            {
                Kind = KindColumn.Kind(row.Text(7)),
                Body = body,
                Media = media,
                Raw = row.IsNull(15) ? default : RawColumn.Read(row.Bytes(15), body, media),
            },
            WireId = row.NullableText(16) is { } wireId ? new MessageWireId(wireId, row.Int64(17) != 0) : null,
            MediaId = row.NullableText(18),
        };
    }

    static MessageReaction Reaction(Statement row) => new(row.Int64(2) != 0, JidColumn.Read(row.Text(3)), row.Text(4), row.Int64(5));
}
