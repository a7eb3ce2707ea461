using System.Runtime.InteropServices;

namespace HistoryImport.PostgreSql;

/// <summary>The items of a batch in the one order of all writers, so that none waits for another in a circle: chat after chat, then by id.</summary>
sealed class BatchOrder
{
    readonly IReadOnlyList<MessageUpsert> _items;
    readonly List<(Jid Chat, List<int> Items)> _chats;

    /// <summary>Puts the chats in order.</summary>
    public BatchOrder(IReadOnlyList<MessageUpsert> items)
    {
        _items = items;
        var chats = new Dictionary<Jid, List<int>>();
        for (int i = 0; i < items.Count; i++)
        {
            ref List<int>? ofChat = ref CollectionsMarshal.GetValueRefOrAddDefault(chats, items[i].Key.Chat, out _);
            ofChat ??= [];
            ofChat.Add(i);
        }

        _chats = [.. chats.Select(chat => (chat.Key, chat.Value))];
        _chats.Sort((left, right) => string.CompareOrdinal(left.Chat.Value, right.Chat.Value));
    }

    public IEnumerable<Jid> Chats => _chats.Select(chat => chat.Chat);

    /// <summary>Gets the chats that get a row.</summary>
    public IEnumerable<Jid> ChatsOfRows => _chats.Where(chat => chat.Items.Exists(i => _items[i].Content is not null)).Select(chat => chat.Chat);

    /// <summary>Puts the items of each chat in order.</summary>
    public void Sort()
    {
        foreach ((_, List<int> items) in _chats)
        {
            items.Sort(CompareWithinChat);
        }
    }

    /// <summary>Gets the items with content, or those without, whose chat is known.</summary>
    public List<MessageRow> Rows(BatchKeys keys, bool hasContent)
    {
        var rows = new List<MessageRow>(_items.Count);
        foreach ((Jid jid, List<int> items) in _chats)
        {
            if (keys.Chat(jid) is { } chat)
            {
                rows.AddRange(items.Where(i => _items[i].Content is not null == hasContent).Select(i => new MessageRow(i, chat, _items[i])));
            }
        }

        return rows;
    }

    int CompareWithinChat(int left, int right)
    {
        (MessageKey one, MessageKey other) = (_items[left].Key, _items[right].Key);
        int byId = string.CompareOrdinal(one.Id, other.Id);
        int byDirection = byId != 0 ? byId : one.FromMe.CompareTo(other.FromMe);
        return byDirection != 0 ? byDirection : string.CompareOrdinal(one.Sender.Value, other.Sender.Value);
    }
}
