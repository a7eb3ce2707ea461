using System.Runtime.InteropServices;

namespace HistoryImport.PostgreSql;

/// <summary>One question: some keys chat after chat, as the server is asked for them, and by id, as it answers.</summary>
sealed class WantedKeys
{
    const int None = -1;

    readonly IReadOnlyList<MessageKey> _keys;
    readonly ReadOnlyMemory<int> _places;
    readonly Dictionary<string, int> _last;

    // For each place: the number of the chat, and the place before it whose key has the same id.
    readonly int[] _chatOf;
    readonly int[] _previous;

    /// <param name="keys">The keys.</param>
    /// <param name="places">Which of them are wanted, chat after chat.</param>
    public WantedKeys(IReadOnlyList<MessageKey> keys, ReadOnlyMemory<int> places)
    {
        (_keys, _places) = (keys, places);
        _last = new(places.Length);
        _chatOf = new int[places.Length];
        _previous = new int[places.Length];
        var chats = new List<string>();
        var ids = new List<List<string>>();
        Jid chat = default;
        for (int i = 0; i < places.Length; i++)
        {
            MessageKey key = keys[places.Span[i]];
            if (chats.Count == 0 || key.Chat != chat)
            {
                chat = key.Chat;
                chats.Add(chat.Value);
                ids.Add([]);
            }

            ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, key.Id, out bool known);
            (_chatOf[i], _previous[i], last) = (chats.Count - 1, known ? last : None, i);
            ids[^1].Add(key.Id);
        }

        Chats = [.. chats];
        Ids = [.. ids.Select(of => string.Join(MessageSql.Separator, of))];
    }

    public string[] Chats { get; }

    /// <summary>The ids wanted of each chat, as one text.</summary>
    public string[] Ids { get; }

    /// <summary>Puts every key, or one in so many, chat after chat.</summary>
    /// <returns>Their places in the list.</returns>
    public static int[] ByChat(IReadOnlyList<MessageKey> keys, int step = 1)
    {
        var chats = new Dictionary<Jid, int>();
        var chatOf = new int[keys.Count / step];
        var places = new int[chatOf.Length];
        for (int i = 0; i < places.Length; i++)
        {
            ref int chat = ref CollectionsMarshal.GetValueRefOrAddDefault(chats, keys[i * step].Chat, out bool known);
            chat = known ? chat : chats.Count;
            (chatOf[i], places[i]) = (chat, i * step);
        }

        Array.Sort(chatOf, places);
        return places;
    }

    /// <returns><see langword="null"/> if it is not wanted: the same id may be somebody else's, too.</returns>
    public MessageKey? Find(int chat, string id, bool fromMe, string sender)
    {
        for (int i = _last.GetValueOrDefault(id, None); i != None; i = _previous[i])
        {
            MessageKey key = _keys[_places.Span[i]];
            if (_chatOf[i] == chat && key.FromMe == fromMe && string.Equals(key.Sender.Value, sender, StringComparison.Ordinal))
            {
                return key;
            }
        }

        return null;
    }
}
