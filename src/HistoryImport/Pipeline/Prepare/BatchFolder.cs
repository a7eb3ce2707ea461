using System.Runtime.InteropServices;

namespace HistoryImport;

/// <summary>Merges items about one message within a batch, so that every key reaches the store once.</summary>
/// <param name="capacity">How many items to expect.</param>
sealed class BatchFolder(int capacity)
{
    readonly List<MessageUpsert> _items = new(capacity);
    readonly List<Acknowledgement> _entries = [];
    readonly List<(int Item, CachedMessage Amendment)> _amendments = [];

    /// <summary>How many items were merged into another.</summary>
    public long Folded { get; private set; }

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="source">What it was read as.</param>
    /// <param name="rest">How long that rests if it waits on.</param>
    public void Add(MessageUpsert item, CachedMessage source, AmendmentRest rest)
    {
        AddEntry(source.EntryId, _items.Count, rest);
        if (item.OnlyAmends)
        {
            _amendments.Add((_items.Count, source));
        }

        _items.Add(item);
    }

    /// <summary>Adds an entry that became part of no item.</summary>
    public void AddDone(long entryId) => AddEntry(entryId, Acknowledgement.Done);

    /// <summary>Adds an entry that is a name.</summary>
    public void AddName(long entryId) => AddEntry(entryId, Acknowledgement.Name);

    /// <summary>Merges each item into the first about the same message, once all are added.</summary>
    /// <param name="slotOf">Room to note where each key went; what it holds is of another batch.</param>
    public void Fold(Dictionary<(MessageKey Key, bool EitherDirection, bool IsFollowUp), int> slotOf)
    {
        slotOf.Clear();
        Span<MessageUpsert> items = CollectionsMarshal.AsSpan(_items);

        // Most batches hold every message once: then nothing moves, and nothing is noted.
        int[]? slots = null;
        var reactions = new Dictionary<int, MergedReactions>();
        int kept = 0;
        for (int i = 0; i < items.Length; i++)
        {
            ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slotOf, (items[i].Key, items[i].MatchesEitherDirection, items[i].IsFollowUp), out bool known);
            if (known)
            {
                slots ??= [.. Enumerable.Range(0, items.Length)];
                items[slot] = Merge(items[slot], items[i], slot, reactions);
            }
            else
            {
                slot = kept;
                items[kept++] = items[i];
            }

            slots?[i] = slot;
        }

        foreach ((int slot, MergedReactions merged) in reactions)
        {
            items[slot] = items[slot] with { Reactions = merged.ToList() };
        }

        if (slots is not null)
        {
            Folded = items.Length - kept;
            _items.RemoveRange(kept, items.Length - kept);
            Move(slots);
        }
    }

    /// <summary>Gets the items with content.</summary>
    public IReadOnlyList<MessageUpsert> Rows() => _amendments.Count == 0 ? _items : _items.FindAll(item => !item.OnlyAmends);

    /// <summary>Leaves out what the store already has, and puts items with content first.</summary>
    /// <param name="existing">What the store has of each of the <see cref="Rows"/>; empty if nothing.</param>
    /// <param name="duplicates">How many items the store already has.</param>
    /// <param name="deleted">How many items the host's user deleted on purpose.</param>
    public (List<MessageUpsert> Items, List<Acknowledgement> Entries, List<(int, CachedMessage)> Amendments) Finish(
        ReadOnlySpan<ExistingMessage?> existing, out long duplicates, out long deleted)
    {
        duplicates = 0;
        deleted = 0;
        if (existing.IsEmpty && _amendments.Count == 0)
        {
            // Of a first import most batches are like this: nothing moves.
            return (_items, _entries, _amendments);
        }

        var position = new int[_items.Count];
        var kept = new List<MessageUpsert>(_items.Count);
        int row = 0;
        for (int i = 0; i < _items.Count; i++)
        {
            position[i] = -1;
            if (_items[i].OnlyAmends)
            {
                continue;
            }

            ExistingMessage? known = existing.IsEmpty ? null : existing[row++];
            if (known is not null && (known.IsDeleted || known.Covers(_items[i])))
            {
                _ = known.IsDeleted ? deleted++ : duplicates++;
                continue;
            }

            position[i] = kept.Count;
            kept.Add(_items[i]);
        }

        for (int i = 0; i < _items.Count; i++)
        {
            if (_items[i].OnlyAmends)
            {
                position[i] = kept.Count;
                kept.Add(_items[i]);
            }
        }

        var amendments = new List<(int, CachedMessage)>(_amendments.Count);
        foreach ((int item, CachedMessage amendment) in _amendments)
        {
            // Folded into a message, it cannot miss one.
            if (_items[item].OnlyAmends)
            {
                amendments.Add((position[item], amendment));
            }
        }

        MoveEntries(position);
        return (kept, _entries, amendments);
    }

    // Thousands may react to one message: copied with every pair, their reactions would be copied thousands of times.
    static MessageUpsert Merge(MessageUpsert one, MessageUpsert other, int slot, Dictionary<int, MergedReactions> reactions)
    {
        if (!reactions.TryGetValue(slot, out MergedReactions? merged))
        {
            if (one.Reactions.Count == 0 || other.Reactions.Count == 0)
            {
                return MessageMerge.Merge(one, other);
            }

            reactions.Add(slot, merged = new MergedReactions(one.Reactions, other.Reactions.Count));
        }

        merged.Add(other.Reactions);
        return MessageMerge.Merge(one, other, one.Reactions);
    }

    void Move(int[] slots)
    {
        MoveEntries(slots);
        foreach (ref (int Item, CachedMessage) amendment in CollectionsMarshal.AsSpan(_amendments))
        {
            amendment.Item = slots[amendment.Item];
        }
    }

    void MoveEntries(int[] slots)
    {
        foreach (ref Acknowledgement entry in CollectionsMarshal.AsSpan(_entries))
        {
            entry = entry.Of < 0 ? entry : entry with { Of = slots[entry.Of] };
        }
    }

    void AddEntry(long entryId, int item, AmendmentRest rest = AmendmentRest.None)
    {
        if (entryId != 0)
        {
            _entries.EnsureCapacity(capacity);
            _entries.Add(new Acknowledgement(entryId, item) { Rest = rest });
        }
    }
}
