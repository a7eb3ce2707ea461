namespace HistoryImport.PostgreSql;

/// <summary>Remembers which messages probably have a row, in bounded memory: what was written of late, or found. Thread-safe.</summary>
/// <remarks>A guess, and never more: what is taken for known by mistake is merged instead of copied, which is slower and does the same.
/// Chat and sender do not count, for a join changes them.</remarks>
sealed class WrittenIds
{
    const int Bits = 1 << 23;

    // Up to so many, one in a hundred is taken for known by mistake. Repeats lie near each other as a rule.
    const int Most = 500_000;

    readonly Lock _lock = new();
    readonly List<WrittenBatch> _underWay = [];
    ulong[]? _bits;
    int _count;

    /// <summary>Begins to write messages: they are known from now on.</summary>
    public WrittenBatch Begin(ConnectionKey connection, IReadOnlyList<MessageUpsert> items)
    {
        var batch = new WrittenBatch(this, connection, items.Count);
        int ofConnection = connection.GetHashCode();
        lock (_lock)
        {
            var others = new HashSet<WrittenBatch>(_underWay.Where(other => other.Connection == connection));
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i].OnlyAmends)
                {
                    continue; // makes no row
                }

                string id = items[i].Key.Id;
                batch.IsExpected[i] = !Add(ofConnection, id);
                if (!batch.IsExpected[i])
                {
                    batch.Inserted.Add(id);
                }
                else if (others.FirstOrDefault(other => other.Inserted.Contains(id)) is { } other)
                {
                    batch.Follow(other);
                    others.Remove(other);
                }
            }

            _underWay.Add(batch);
        }

        return batch;
    }

    /// <summary>Forgets that a batch is under way.</summary>
    public void End(WrittenBatch batch)
    {
        lock (_lock)
        {
            _underWay.Remove(batch);
        }
    }

    /// <summary>Knows messages from now on.</summary>
    public void Add(ConnectionKey connection, IEnumerable<string> ids)
    {
        int ofConnection = connection.GetHashCode();
        lock (_lock)
        {
            foreach (string id in ids)
            {
                _ = Add(ofConnection, id);
            }
        }
    }

    /// <returns>Whether it was new.</returns>
    bool Add(int ofConnection, string id)
    {
        if (_bits is null || _count == Most)
        {
            (_bits, _count) = (new ulong[Bits / 64], 0);
        }

        // Two places for each, of one hash: of its lower bits, and of all of them.
        uint hash = (uint)HashCode.Combine(ofConnection, id);
        bool isNew = Set(_bits, hash) | Set(_bits, hash * 0x9E37_79B1 >> 9);
        _count += isNew ? 1 : 0;
        return isNew;
    }

    static bool Set(ulong[] bits, uint place)
    {
        ref ulong word = ref bits[place / 64 % (uint)bits.Length];
        ulong before = word;
        word |= 1UL << (int)(place % 64);
        return word != before;
    }
}
