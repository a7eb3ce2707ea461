namespace HistoryImport.Sqlite;

/// <summary>Finds the rows of the items of a batch.</summary>
/// <remarks>Messages of a chat that come together are of one time as a rule: reading the digests of that time from their index costs a small
/// part of looking each row up. What it misses because the row is of another time is found when it is written.</remarks>
sealed class RowFinder(Session session, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken)
{
    // Where many other rows lie between, looking up is cheaper than reading on.
    const int OthersForChat = 16;
    const int OthersForItem = 2;

    readonly List<ExistingMessage> _found = [];

    // The items of the chat at hand whose rows are not found yet; keys are distinct, and so are digests.
    readonly Dictionary<MessageDigest, int> _places = [];

    /// <summary>Looks for every item, or for one in so many.</summary>
    public IReadOnlyList<ExistingMessage> Find(long connection, int step = 1)
    {
        foreach (IGrouping<Jid, int> chat in Enumerable.Range(0, items.Count / step).Select(i => i * step).GroupBy(i => items[i].Key.Chat))
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
        (long first, long last) = (long.MaxValue, long.MinValue);
        _places.Clear();
        foreach (int i in places)
        {
            if (items[i].Timestamp is { } time)
            {
                (first, last) = (Math.Min(first, time), Math.Max(last, time));
                _places.Add(MessageDigest.Of(items[i]), i);
            }
            else
            {
                FindByKey(chat, i);
            }
        }

        // Rows that are not found so may say something else.
        if (!FindByDigest(chat, first, last))
        {
            foreach (int i in _places.Values)
            {
                FindByKey(chat, i);
            }
        }
    }

    /// <returns>Whether every row of that time was an item's.</returns>
    bool FindByDigest(long chat, long first, long last)
    {
        int most = OthersForChat + (1 + OthersForItem) * _places.Count;
        Statement find = session.Get(MessageSql.FindDigests);
        find.Bind(1, chat);
        find.Bind(2, first);
        find.Bind(3, last);
        find.Bind(4, most);
        (int seen, int others) = (0, 0);
        for (; find.Step(); seen++)
        {
            ReadOnlySpan<byte> digest = find.Bytes(0);
            if (!digest.IsEmpty && _places.Remove(MessageDigest.FromBytes(digest), out int i))
            {
                _found.Add(ExistingMessage.Like(items[i], i));
            }
            else
            {
                others++;
            }
        }

        return seen < most && others == 0;
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
        });
        find.Reset();
    }
}
