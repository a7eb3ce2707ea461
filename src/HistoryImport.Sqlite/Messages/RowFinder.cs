namespace HistoryImport.Sqlite;

/// <summary>Finds the rows of the items of a batch.</summary>
sealed class RowFinder(DbSession session, long connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken)
{
    readonly DigestSearch _search = new();
    List<ExistingMessage> _found = [];

    /// <summary>Looks for the items at some places.</summary>
    public IReadOnlyList<ExistingMessage> Find(IEnumerable<int> places)
    {
        _found = [];
        foreach (IGrouping<Jid, int> chat in places.GroupBy(i => items[i].Key.Chat))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (KeyLookup.FindChat(session, connection, chat.Key) is { } number)
            {
                Find(number, chat);
            }
        }

        return _found;
    }

    void Find(long chat, IEnumerable<int> places)
    {
        _search.Clear();
        foreach (int i in places)
        {
            _search.Add(items[i], i);
        }

        FindByDigest(chat);
        foreach (int i in _search.Rest)
        {
            FindByKey(chat, i);
        }
    }

    void FindByDigest(long chat)
    {
        Statement find = session.Get(MessageSql.FindDigests);
        find.Bind(1, chat);
        find.Bind(2, _search.First);
        find.Bind(3, _search.Last);
        find.Bind(4, _search.Most);
        while (find.Step())
        {
            if (_search.Take(find.Bytes(0), out int i))
            {
                _found.Add(ExistingMessage.Like(items[i], i));
            }
        }
    }

    void FindByKey(long chat, int i)
    {
        MessageKey key = items[i].Key;
        Statement find = session.Get(MessageSql.Find);
        find.Bind(1, chat);
        find.Bind(2, key.Id);
        find.Bind(3, key.FromMe);
        find.Bind(4, key.Sender.Value);
        if (!find.Step())
        {
            return;
        }

        _found.Add(new ExistingMessage
        {
            Item = i,
            Version = ContentVersion.FromBytes(find.Bytes(0)),
            Timestamp = find.NullableInt64(1),
            Status = (MessageStatus?)find.NullableInt64(2),
            PushName = find.NullableText(3),
            IsRevoked = find.Int64(4) != 0,
            WireChat = find.NullableText(5),
            WireId = find.NullableText(6) is { } wireId ? new MessageWireId(wireId, find.Int64(7) != 0) : null,
            MediaId = find.NullableText(8),
        });
        find.Reset();
    }
}
