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
            List<WrittenBatch> others = _underWay.FindAll(other => other.Connection == connection);
            var inserted = new List<uint>();
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i].OnlyAmends)
                {
                    continue; // makes no row
                }

                uint hash = Hash(ofConnection, items[i].Key.Id);
                WrittenBatch? before = others.Find(other => other.Inserts(hash));
                batch.IsExpected[i] = before is not null || IsKnown(hash);
                if (before is not null)
                {
                    batch.Follow(before);
                }
                else if (!batch.IsExpected[i])
                {
                    inserted.Add(hash);
                }
            }

            // Only now: one id may stand for several messages of a batch, such as what was sent to a list.
            inserted.ForEach(Add);
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
                Add(Hash(ofConnection, id));
            }
        }
    }

    void Add(uint hash)
    {
        if (_bits is null || _count == Most)
        {
            (_bits, _count) = (new ulong[Bits / 64], 0);
        }

        _count += IsKnown(hash) ? 0 : 1;
        foreach (uint factor in _factors)
        {
            uint place = hash * factor >> Shift;
            _bits[place / 64] |= 1UL << (int)(place % 64);
        }
    }

    bool IsKnown(uint hash)
    {
        ulong[]? bits = _bits;
        return bits is not null && Array.TrueForAll(_factors, factor => IsSet(bits, hash * factor >> Shift));
    }

    static uint Hash(int ofConnection, string id) => (uint)HashCode.Combine(ofConnection, id);

    static bool IsSet(ulong[] bits, uint place) => (bits[place / 64] & 1UL << (int)(place % 64)) != 0;
}
