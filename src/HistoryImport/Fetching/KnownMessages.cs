namespace HistoryImport;

/// <summary>The oldest known entries of one chat: what a window is measured by, and what the phone is asked before.</summary>
/// <remarks>Not thread-safe: the loop that prepares adds, and who fetches looks when it is over.</remarks>
sealed class KnownMessages(TimeProvider time)
{
    public const int Kept = 4;
    const int MaxIdsOfOneSecond = 10_000;

    // A clock that runs ahead by more is no clock.
    static readonly TimeSpan _ahead = TimeSpan.FromHours(48);

    readonly List<MessageAnchor> _messages = [];
    readonly List<MessageAnchor> _notes = [];
    readonly HashSet<string> _idsOfOldest = [];

    /// <summary>The time of the oldest entry, Unix seconds.</summary>
    public long? Oldest { get; private set; }

    /// <summary>The time of the newest entry that was heard of, Unix seconds.</summary>
    public long? Newest { get; private set; }

    /// <summary>The oldest messages the phone can be asked before, oldest first.</summary>
    public IReadOnlyList<MessageAnchor> Messages => _messages;

    /// <summary>The oldest entries that are no messages but have an id and a time, such as notes, calls, edits and reactions; oldest first.</summary>
    public IReadOnlyList<MessageAnchor> Notes => _notes;

    /// <summary>Rises whenever an entry turns up that may lie before all others, whatever it is.</summary>
    public int Advances { get; private set; }

    /// <summary>How many entries came without a time that can be true: they tell that the phone answers, but nothing can be asked before one.</summary>
    public int Unplaced { get; private set; }

    /// <summary>Adds whatever an answer, or anything else, holds of the chat.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="chat">The chat in the spelling the phone knows.</param>
    public void Add(HistoryMessage entry, string chat)
    {
        if (SetEntries.IsEntry(entry))
        {
            // What no phone knows tells of its time, and is no anchor.
            string id = SetEntries.CanBeAnchor(entry) ? entry.Id! : "";
            Add(new MessageAnchor(chat, id, entry.FromMe, entry.Timestamp!.Value), SetEntries.IsMessage(entry));
        }
        else if (entry.Timestamp is null)
        {
            Unplaced++;
        }
    }

    /// <summary>Adds an entry. Of several of one second the one added last counts as the oldest: WhatsApp sends the newest first.</summary>
    public void Add(MessageAnchor entry, bool isMessage = true)
    {
        if (entry.Timestamp > Latest(time))
        {
            Unplaced++;
            return;
        }

        Newest = Stretch.Greatest(Newest, entry.Timestamp);
        if (Oldest is null || entry.Timestamp < Oldest)
        {
            Oldest = entry.Timestamp;
            _idsOfOldest.Clear();
        }

        if (entry.Timestamp == Oldest && _idsOfOldest.Count < MaxIdsOfOneSecond && _idsOfOldest.Add(entry.Id))
        {
            Advances++;
        }

        if (WireIds.IsValid(entry.Id) && SetEntries.IsKnownToPhones(entry.Chat))
        {
            Keep(isMessage ? _messages : _notes, entry);
        }
    }

    /// <summary>Gets the latest time that can be true, Unix seconds.</summary>
    public static long Latest(TimeProvider time) => (time.GetUtcNow() + _ahead).ToUnixTimeSeconds();

    static void Keep(List<MessageAnchor> oldest, MessageAnchor entry)
    {
        if (oldest.Exists(known => known.Id == entry.Id && known.FromMe == entry.FromMe))
        {
            return;
        }

        int place = oldest.FindIndex(known => entry.Timestamp <= known.Timestamp);
        oldest.Insert(place < 0 ? oldest.Count : place, entry);
        if (oldest.Count > Kept)
        {
            oldest.RemoveAt(Kept);
        }
    }
}
