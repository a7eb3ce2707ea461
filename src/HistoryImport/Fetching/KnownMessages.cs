namespace HistoryImport;

/// <summary>The oldest known messages of one chat: what a window is measured by, and what the phone is asked before.</summary>
/// <remarks>Not thread-safe: the loop that prepares adds, and who fetches looks when it is over.</remarks>
sealed class KnownMessages(TimeProvider time)
{
    public const int Kept = 4;
    const int MaxIdsOfOneSecond = 10_000;

    // A clock that runs ahead by more is no clock.
    static readonly TimeSpan _ahead = TimeSpan.FromHours(48);

    readonly List<MessageAnchor> _anchors = [];
    readonly HashSet<string> _idsOfOldest = [];

    /// <summary>The time of the oldest message, Unix seconds.</summary>
    public long? Oldest { get; private set; }

    /// <summary>The oldest messages the phone can be asked before, oldest first.</summary>
    public IReadOnlyList<MessageAnchor> Anchors => _anchors;

    /// <summary>Rises whenever a message turns up that may lie before all others.</summary>
    public int Advances { get; private set; }

    public void Add(HistoryMessage message)
    {
        if (message is { Content: { } content, Timestamp: { } seconds } && WireIds.IsValid(message.Id))
        {
            string chat = message.Chat!;
            Add(new MessageAnchor(chat, message.Id!, message.FromMe, seconds), content.Kind is not (MessageKind.Call or MessageKind.System));
        }
    }

    /// <summary>Adds a message. Of several of one second the one added last counts as the oldest: WhatsApp sends the newest first.</summary>
    public void Add(MessageAnchor message, bool canBeAnchor = true)
    {
        if (message.Timestamp > (time.GetUtcNow() + _ahead).ToUnixTimeSeconds())
        {
            return;
        }

        if (Oldest is null || message.Timestamp < Oldest)
        {
            Oldest = message.Timestamp;
            _idsOfOldest.Clear();
        }

        if (message.Timestamp == Oldest && _idsOfOldest.Count < MaxIdsOfOneSecond && _idsOfOldest.Add(message.Id))
        {
            Advances++;
        }

        if (canBeAnchor)
        {
            Keep(message);
        }
    }

    void Keep(MessageAnchor message)
    {
        if (_anchors.Exists(known => known.Id == message.Id && known.FromMe == message.FromMe))
        {
            return;
        }

        int place = _anchors.FindIndex(known => message.Timestamp <= known.Timestamp);
        _anchors.Insert(place < 0 ? _anchors.Count : place, message);
        if (_anchors.Count > Kept)
        {
            _anchors.RemoveAt(Kept);
        }
    }
}
