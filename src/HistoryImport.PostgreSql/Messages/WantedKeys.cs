using System.Runtime.InteropServices;

namespace HistoryImport.PostgreSql;

/// <summary>Some keys by chat, as the server is asked for them, and by row, as it answers.</summary>
sealed class WantedKeys
{
    const int None = -1;

    readonly IReadOnlyList<MessageKey> _keys;
    readonly int _from;
    readonly Dictionary<(long Chat, string Id), int> _last;

    // The key before each that has the same chat and id; counted from the first.
    readonly int[] _previous;

    public WantedKeys(IReadOnlyList<MessageKey> keys, int from, int to, Dictionary<string, long> chats)
    {
        (_keys, _from) = (keys, from);
        _last = new(to - from);
        _previous = new int[to - from];
        var ids = new Dictionary<long, List<string>>();
        for (int i = from; i < to; i++)
        {
            MessageKey key = keys[i];
            if (!chats.TryGetValue(key.Chat.Value, out long chat))
            {
                continue;
            }

            ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (chat, key.Id), out bool known);
            _previous[i - from] = known ? last : None;
            last = i;
            if (!known)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(ids, chat, out _) ??= []).Add(key.Id);
            }
        }

        Chats = [.. ids.Keys];
        Ids = [.. ids.Values.Select(of => string.Join(MessageSql.Separator, of))];
    }

    public long[] Chats { get; }

    /// <summary>The ids wanted of each chat.</summary>
    public string[] Ids { get; }

    public MessageKey? Find(long chat, string id, bool fromMe, string sender)
    {
        for (int i = _last.GetValueOrDefault((chat, id), None); i != None; i = _previous[i - _from])
        {
            if (_keys[i].FromMe == fromMe && string.Equals(_keys[i].Sender.Value, sender, StringComparison.Ordinal))
            {
                return _keys[i];
            }
        }

        return null;
    }
}
