namespace HistoryImport.PostgreSql;

/// <summary>Remembers which messages probably have a row, in bounded memory: what was written of late, or found. Thread-safe.</summary>
/// <remarks>A guess, and never more: what is taken for known by mistake is merged instead of copied, which is slower and does the same.
/// Chat and sender do not count, for a join changes them.</remarks>
sealed class WrittenIds
{
    const int Bits = 1 << 23;
    const int Shift = 32 - 23;

    // Up to so many, one in a thousand is taken for known by mistake. Repeats lie near each other as a rule.
    const int Most = 500_000;

    // Each makes of a hash another place.
    static readonly uint[] _factors = [0x9E37_79B1, 0x85EB_CA77, 0xC2B2_AE3D, 0x27D4_EB2F];

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
            var inserted = new List<uint>();
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i].OnlyAmends)
                {
                    continue; // makes no row
                }

                uint hash = Hash(ofConnection, items[i].Key.Id);
                batch.IsExpected[i] = !Add(hash);
                if (!batch.IsExpected[i])
                {
                    inserted.Add(hash);
                }
                else if (others.FirstOrDefault(other => Array.BinarySearch(other.Inserted, hash) >= 0) is { } other)
                {
                    batch.Follow(other);
                    others.Remove(other);
                }
            }

            inserted.Sort();
            batch.Inserted = [.. inserted];
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
                _ = Add(Hash(ofConnection, id));
            }
        }
    }

    /// <returns>Whether it was new.</returns>
    bool Add(uint hash)
    {
        if (_bits is null || _count == Most)
        {
            (_bits, _count) = (new ulong[Bits / 64], 0);
        }

        bool isNew = false;
        foreach (uint factor in _factors)
        {
            isNew |= Set(_bits, hash * factor >> Shift);
        }

        _count += isNew ? 1 : 0;
        return isNew;
    }

    static uint Hash(int ofConnection, string id) => (uint)HashCode.Combine(ofConnection, id);

    static bool Set(ulong[] bits, uint place)
    {
        ref ulong word = ref bits[place / 64 % (uint)bits.Length];
        ulong before = word;
        word |= 1UL << (int)(place % 64);
        return word != before;
    }
}
