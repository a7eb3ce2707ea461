using System.Runtime.InteropServices;
using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>Finds the rows of the items of a batch.</summary>
/// <remarks>Messages of a chat that come together are of one time as a rule, and reading the rows of that time costs a third of looking
/// each up. What it misses because the row is of another time is found when it is written.</remarks>
sealed class RowFinder(Session session, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken)
{
    const int None = -1;
    const int UsualIdLength = 128;

    // Where other rows lie between, looking up is cheaper than reading on.
    const int OthersForChat = 16;
    const int ItemsForOther = 4;

    readonly List<ExistingMessage> _found = [];
    readonly bool[] _isFound = new bool[items.Count];

    // The last item of the chat at hand with an id, and for each item the one before it with the same: an id may be of several senders.
    readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);
    readonly int[] _previous = new int[items.Count];

    public IReadOnlyList<ExistingMessage> Find(long connection)
    {
        foreach (IGrouping<Jid, int> chat in Enumerable.Range(0, items.Count).GroupBy(i => items[i].Key.Chat))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (KeyLookup.FindChat(session, connection, chat.Key) is { } number)
            {
                Find(number, [.. chat]);
            }
        }

        return _found;
    }

    void Find(long chat, int[] places)
    {
        bool sawAll = FindInTime(chat, places);
        foreach (int i in places)
        {
            if (!_isFound[i] && (!sawAll || items[i].Timestamp is null))
            {
                FindByKey(chat, i);
            }
        }
    }

    /// <returns>Whether all rows of that time were seen.</returns>
    bool FindInTime(long chat, int[] places)
    {
        (long first, long last) = (long.MaxValue, long.MinValue);
        _last.Clear();
        foreach (int i in places)
        {
            (first, last) = (Math.Min(first, items[i].Timestamp ?? first), Math.Max(last, items[i].Timestamp ?? last));
            ref int same = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, items[i].Key.Id, out bool known);
            (_previous[i], same) = (known ? same : None, i);
        }

        int most = places.Length + places.Length / ItemsForOther + OthersForChat;
        Statement find = session.Get(MessageSql.FindInTime);
        find.Bind(1, chat);
        find.Bind(2, first);
        find.Bind(3, last);
        find.Bind(4, most);
        int seen = 0;
        for (; find.Step(); seen++)
        {
            if (ItemOf(find) is { } i)
            {
                Found(find, i);
            }
        }

        return seen < most;
    }

    void FindByKey(long chat, int i)
    {
        MessageKey key = items[i].Key;
        Statement find = session.Get(MessageSql.Find);
        find.Bind(1, chat);
        find.Bind(2, key.Id);
        find.Bind(3, key.FromMe);
        find.Bind(4, key.Sender.Value);
        if (find.Step())
        {
            Found(find, i);
            find.Reset();
        }
    }

    /// <returns>The item that is the row's; <see langword="null"/> if there is none.</returns>
    int? ItemOf(Statement row)
    {
        bool fromMe = row.Int64(1) != 0;
        ReadOnlySpan<byte> utf8 = row.Bytes(0);
        Span<char> id = utf8.Length <= UsualIdLength ? stackalloc char[UsualIdLength] : new char[utf8.Length];
        id = id[..Encoding.UTF8.GetChars(utf8, id)];
        int i = _last.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out int last) ? last : None;
        for (; i != None; i = _previous[i])
        {
            MessageKey key = items[i].Key;
            if (key.FromMe == fromMe && row.Is(2, key.Sender.Value))
            {
                return i;
            }
        }

        return null;
    }

    void Found(Statement row, int i)
    {
        _isFound[i] = true;
        _found.Add(new ExistingMessage
        {
            Item = i,
            Version = ContentVersion.FromBytes(row.Bytes(3)),
            Timestamp = row.NullableInt64(4),
            Status = (MessageStatus?)row.NullableInt64(5),
            PushName = row.NullableText(6, likely: items[i].PushName),
            IsRevoked = row.Int64(7) != 0,
            WireChat = row.NullableText(8, likely: items[i].WireChat),
        });
    }
}
