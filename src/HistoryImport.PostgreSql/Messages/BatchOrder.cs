using System.Runtime.InteropServices;

namespace HistoryImport.PostgreSql;

/// <summary>The items of a batch in the one order of all writers, so that none waits for another in a circle: chat after chat, then by id.</summary>
sealed class BatchOrder
{
    readonly IReadOnlyList<MessageUpsert> _items;
    readonly List<(Jid Chat, List<(string Id, int Item)> Items)> _chats;

    /// <summary>Puts the chats in order.</summary>
    public BatchOrder(IReadOnlyList<MessageUpsert> items)
    {
        _items = items;
        var chats = new Dictionary<Jid, List<(string, int)>>();
        for (int i = 0; i < items.Count; i++)
        {
            MessageUpsert item = items[i];
            ref List<(string, int)>? ofChat = ref CollectionsMarshal.GetValueRefOrAddDefault(chats, item.Key.Chat, out _);
            ofChat ??= [];
            ofChat.Add((item.Key.Id, i));
        }

        _chats = [.. chats.Select(chat => (chat.Key, chat.Value))];
        _chats.Sort((left, right) => string.CompareOrdinal(left.Chat.Value, right.Chat.Value));
    }

    public IEnumerable<Jid> Chats => _chats.Select(chat => chat.Chat);

    /// <summary>Gets the chats that get a row.</summary>
    public IEnumerable<Jid> ChatsOfRows =>
        _chats.Where(chat => chat.Items.Exists(one => !_items[one.Item].OnlyAmends)).Select(chat => chat.Chat);

    /// <summary>Puts the items of each chat in order.</summary>
    public void Sort()
    {
        foreach ((_, List<(string, int)> items) in _chats)
        {
            items.Sort(CompareWithinChat);
        }
    }

    /// <summary>Gets the items that make rows, or those that only amend, whose chat is known.</summary>
    public List<MessageRow> Rows(BatchKeys keys, bool onlyAmends)
    {
        var rows = new List<MessageRow>(_items.Count);
        foreach ((Jid jid, List<(string, int)> items) in _chats)
        {
            if (keys.Chat(jid) is not { } chat)
            {
                continue;
            }

            foreach ((_, int i) in items)
            {
                if (_items[i].OnlyAmends == onlyAmends)
                {
                    rows.Add(new MessageRow(i, chat, _items[i]));
                }
            }
        }

        return rows;
    }

    int CompareWithinChat((string Id, int Item) left, (string Id, int Item) right)
    {
        int byId = string.CompareOrdinal(left.Id, right.Id);
        return byId != 0 ? byId : CompareOneId(_items[left.Item].Key, _items[right.Item].Key);
    }

    static int CompareOneId(MessageKey left, MessageKey right)
    {
        int byDirection = left.FromMe.CompareTo(right.FromMe);
        return byDirection != 0 ? byDirection : string.CompareOrdinal(left.Sender.Value, right.Sender.Value);
    }
}
