namespace HistoryImport.Relational;

/// <summary>The numbers of the entries that a query names in one order. Each chat is read ahead by a few, and none of it twice.</summary>
sealed class MergedEntries
{
    /// <summary>About how many are held at once, however many chats there are.</summary>
    public const int Held = 65_536;

    const int LeastAhead = 16;

    readonly PriorityQueue<EntriesAhead, long> _first = new();
    readonly List<EntriesAhead> _low;
    int _starving;

    /// <param name="query">Its chats are read each by itself, where it names any, else the connection as one.</param>
    public MergedEntries(CacheQuery query)
    {
        _low = query.Chats is null ? [new(chat: null, query.After)] : [.. query.Chats.Select(chat => chat.Value).Distinct().Select(chat => new EntriesAhead(chat, query.After))];
        Ahead = Math.Clamp(Held / Math.Max(1, _low.Count), Math.Min(LeastAhead, query.BatchSize), query.BatchSize);
        HasWindow = query is { Chats: not null, Rest: null } && (query.Since ?? query.Until) is not null;
        _starving = _low.Count;
    }

    /// <summary>Gets whether what belongs to the window can be found by its times.</summary>
    public bool HasWindow { get; }

    /// <summary>Gets how many entries of a chat to read at once.</summary>
    public int Ahead { get; }

    /// <summary>Gets whether some chat has to be read on before the next entry can be taken.</summary>
    public bool IsStarving => _starving > 0;

    /// <summary>Gets the chats that are to be read on now.</summary>
    public IReadOnlyList<EntriesAhead> Low => _low;

    /// <summary>Adds what was read of each of the <see cref="Low"/>: up to <see cref="Ahead"/> entries behind its last one, in their order.</summary>
    public void Feed(IReadOnlyList<IReadOnlyCollection<EntrySize>> found) => Feed(found, Ahead);

    /// <summary>Adds all that each of the <see cref="Low"/> has in the window, in any order, unless it is more than is <see cref="Held"/>: then the chats are read as without one.</summary>
    public void FeedWindow(IReadOnlyList<List<EntrySize>> found)
    {
        if (found.Sum(entries => entries.Count) <= Held)
        {
            foreach (List<EntrySize> entries in found)
            {
                entries.Sort((one, other) => one.Id.CompareTo(other.Id));
            }

            Feed(found, int.MaxValue);
        }
    }

    /// <summary>Looks at the next entry.</summary>
    public bool TryPeek(out EntrySize entry)
    {
        bool any = _first.TryPeek(out EntriesAhead? chat, out _);
        entry = any ? chat!.Entries.Peek() : default;
        return any;
    }

    /// <summary>Takes the next entry.</summary>
    public void Take()
    {
        EntriesAhead chat = _first.Dequeue();
        chat.Entries.Dequeue();
        if (!chat.IsWhole && chat.Entries.Count == Ahead / 2)
        {
            _low.Add(chat);
        }

        if (chat.Entries.Count == 0 && !chat.IsWhole)
        {
            _starving++;
        }

        Offer(chat);
    }

    void Feed(IReadOnlyList<IReadOnlyCollection<EntrySize>> found, int asked)
    {
        for (int i = 0; i < _low.Count; i++)
        {
            EntriesAhead chat = _low[i];
            bool wasEmpty = chat.Entries.Count == 0;
            chat.Add(found[i]);
            chat.IsWhole = found[i].Count < asked;
            if (wasEmpty)
            {
                _starving--;
                Offer(chat);
            }
        }

        _low.Clear();
    }

    void Offer(EntriesAhead chat)
    {
        if (chat.Entries.TryPeek(out EntrySize first))
        {
            _first.Enqueue(chat, first.Id);
        }
    }
}
