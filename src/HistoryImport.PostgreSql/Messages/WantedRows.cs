using System.Runtime.InteropServices;

namespace HistoryImport.PostgreSql;

/// <summary>One question: some items chat after chat, as the server is asked for their rows, and by id, as it answers.</summary>
sealed class WantedRows
{
    const int None = -1;

    readonly IReadOnlyList<MessageUpsert> _items;
    readonly ReadOnlyMemory<int> _places;
    readonly List<WantedChat> _chats = [];
    readonly Dictionary<string, int> _last;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lastBySpan;

    // For each place: the number of the chat, the place before it whose item has the same id, and whether its row was found.
    readonly int[] _chatOf;
    readonly int[] _previous;
    readonly bool[] _isFound;

    /// <param name="items">The items.</param>
    /// <param name="places">Which of them are wanted, chat after chat.</param>
    public WantedRows(IReadOnlyList<MessageUpsert> items, ReadOnlyMemory<int> places)
    {
        (_items, _places) = (items, places);
        _last = new(places.Length, StringComparer.Ordinal);
        _lastBySpan = _last.GetAlternateLookup<ReadOnlySpan<char>>();
        _chatOf = new int[places.Length];
        _previous = new int[places.Length];
        _isFound = new bool[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            MessageUpsert item = items[places.Span[i]];
            if (_chats.Count == 0 || item.Key.Chat != _chats[^1].Chat)
            {
                _chats.Add(new WantedChat(item.Key.Chat));
            }

            _chats[^1].Add(item);
            ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, item.Key.Id, out bool known);
            (_chatOf[i], _previous[i], last) = (_chats.Count - 1, known ? last : None, i);
        }
    }

    public IReadOnlyList<MessageUpsert> Items => _items;

    public IReadOnlyList<WantedChat> Chats => _chats;

    /// <summary>Gets the places of items whose rows may be of another time than was asked for.</summary>
    public int[] Rest()
    {
        ReadOnlySpan<int> places = _places.Span;
        var rest = new List<int>();
        for (int i = 0; i < places.Length; i++)
        {
            if (!_isFound[i] && (_items[places[i]].Timestamp is null || !_chats[_chatOf[i]].SawAll))
            {
                rest.Add(places[i]);
            }
        }

        return [.. rest];
    }

    /// <summary>Puts every item, or one in so many, chat after chat.</summary>
    /// <returns>Their places in the list.</returns>
    public static int[] ByChat(IReadOnlyList<MessageUpsert> items, int step = 1)
    {
        var chats = new Dictionary<Jid, int>();
        var chatOf = new int[items.Count / step];
        var places = new int[chatOf.Length];
        for (int i = 0; i < places.Length; i++)
        {
            ref int chat = ref CollectionsMarshal.GetValueRefOrAddDefault(chats, items[i * step].Key.Chat, out bool known);
            chat = known ? chat : chats.Count;
            (chatOf[i], places[i]) = (chat, i * step);
        }

        Array.Sort(chatOf, places);
        return places;
    }

    /// <summary>Takes in that a row was found.</summary>
    /// <returns>The place of its item; <see langword="null"/> if none is wanted: the same id may be somebody else's, too.</returns>
    public int? Found(int chat, AnswerColumn id, bool fromMe, AnswerColumn sender)
    {
        _chats[chat].Seen++;
        for (int i = id.TryFind(_lastBySpan, out int last) ? last : None; i != None; i = _previous[i])
        {
            MessageKey key = _items[_places.Span[i]].Key;
            if (_chatOf[i] == chat && key.FromMe == fromMe && sender.Is(key.Sender.Value))
            {
                _isFound[i] = true;
                return _places.Span[i];
            }
        }

        return null;
    }
}
