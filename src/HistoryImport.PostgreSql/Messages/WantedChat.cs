namespace HistoryImport.PostgreSql;

/// <summary>What is wanted of one chat: rows of a time, as many as are worth reading.</summary>
sealed class WantedChat(Jid chat)
{
    // Where many other rows lie between, looking up is cheaper than reading on.
    const int OthersForChat = 16;
    const int OthersForItem = 2;

    readonly Dictionary<MessageDigest, int> _places = [];
    readonly List<int> _withoutTime = [];
    int _others;
    bool _sawAll = true;

    public Jid Chat => chat;

    /// <summary>Gets the earliest time; later than <see cref="Last"/> if no item has one.</summary>
    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public long Most => OthersForChat + (1 + OthersForItem) * _places.Count;

    public void Add(MessageUpsert item, int place)
    {
        if (item.Timestamp is not { } time)
        {
            _withoutTime.Add(place);
            return;
        }

        // Keys are distinct, and so are digests.
        _places.Add(MessageDigest.Of(item), place);
        (First, Last) = (Math.Min(First, time), Math.Max(Last, time));
    }

    /// <summary>Takes in the digests of the rows of that time.</summary>
    /// <param name="digests">The digests, one after the other.</param>
    /// <param name="same">Is given the places of the items that are among them.</param>
    public void Take(ReadOnlySpan<byte> digests, List<int> same)
    {
        _sawAll = digests.Length / MessageDigest.Length < Most;
        for (; !digests.IsEmpty; digests = digests[MessageDigest.Length..])
        {
            if (_places.Remove(MessageDigest.FromBytes(digests[..MessageDigest.Length]), out int place))
            {
                same.Add(place);
            }
            else
            {
                _others++;
            }
        }
    }

    /// <summary>Gets the places of items that may have a row all the same: one that says something else, or is of another time.</summary>
    public IEnumerable<int> Rest => _sawAll && _others == 0 ? _withoutTime : [.. _withoutTime, .. _places.Values];
}
