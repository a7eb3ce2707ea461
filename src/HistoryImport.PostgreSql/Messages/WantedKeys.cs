using System.Runtime.InteropServices;

namespace HistoryImport.PostgreSql;

/// <summary>Keys chat after chat, as the server is asked for them, and by id, as it answers.</summary>
sealed class WantedKeys
{
    const int None = -1;

    readonly IReadOnlyList<MessageKey> _keys;
    readonly List<string> _chats = [];

    // For each key: the number of its chat, and the key before it that has the same id.
    readonly int[] _chatOf;
    readonly int[] _previous;
    readonly int[] _byChat;
    readonly Dictionary<string, int> _last;

    public WantedKeys(IReadOnlyList<MessageKey> keys)
    {
        _keys = keys;
        _chatOf = new int[keys.Count];
        _previous = new int[keys.Count];
        _byChat = new int[keys.Count];
        _last = new(keys.Count);
        var numbers = new Dictionary<Jid, int>();
        for (int i = 0; i < keys.Count; i++)
        {
            MessageKey key = keys[i];
            ref int chat = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key.Chat, out bool known);
            if (!known)
            {
                chat = _chats.Count;
                _chats.Add(key.Chat.Value);
            }

            ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, key.Id, out known);
            (_chatOf[i], _previous[i], last) = (chat, known ? last : None, i);
            _byChat[i] = i;
        }

        Array.Sort([.. _chatOf], _byChat);
    }

    public int Count => _keys.Count;

    /// <summary>Takes some keys, counted chat after chat, as a question to the server.</summary>
    public WantedPart Take(int from, int to)
    {
        var ids = new List<List<string>>();
        int first = _chatOf[_byChat[from]];
        foreach (int i in _byChat.AsSpan(from, to - from))
        {
            if (_chatOf[i] - first == ids.Count)
            {
                ids.Add([]);
            }

            ids[^1].Add(_keys[i].Id);
        }

        return new WantedPart(first, [.. _chats.Skip(first).Take(ids.Count)], [.. ids.Select(of => string.Join(MessageSql.Separator, of))]);
    }

    /// <returns><see langword="null"/> if it is not wanted: the same id may be somebody else's, too.</returns>
    public MessageKey? Find(int chat, string id, bool fromMe, string sender)
    {
        for (int i = _last.GetValueOrDefault(id, None); i != None; i = _previous[i])
        {
            if (_chatOf[i] == chat && _keys[i].FromMe == fromMe && string.Equals(_keys[i].Sender.Value, sender, StringComparison.Ordinal))
            {
                return _keys[i];
            }
        }

        return null;
    }
}
