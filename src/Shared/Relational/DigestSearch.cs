namespace HistoryImport.Relational;

/// <summary>The search for the rows of some items of one chat among the digests of the rows of their time.</summary>
/// <remarks>Messages of a chat that come together are of one time as a rule: reading the digests of that time from their index costs a small
/// part of looking each row up. What it misses because the row is of another time is found when it is written.</remarks>
sealed class DigestSearch
{
    // Where many other rows lie between, looking up is cheaper than reading on.
    const int OthersForChat = 16;
    const int OthersForItem = 2;

    const int WorthASample = 500;
    const int SampleStep = 32;

    // The items whose rows are not found yet; keys are distinct, and so are digests.
    readonly Dictionary<MessageDigest, int> _places = [];
    readonly List<int> _withoutTime = [];
    bool _sawOthers;

    /// <summary>Gets the earliest time; later than <see cref="Last"/> if no item has one.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Gets the latest time.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Gets how many rows of that time are worth reading, as long as none has been found.</summary>
    public long Most => OthersForChat + (1 + OthersForItem) * _places.Count;

    /// <summary>Gets the places of items that may have a row all the same: one that says something else, or is of another time.</summary>
    /// <remarks>Where every row of that time was an item's, no item that is left has one of that time.</remarks>
    public IEnumerable<int> Rest => _sawOthers ? _withoutTime.Concat(_places.Values) : _withoutTime;

    /// <summary>Gets the places of a few items that tell whether rows are to be expected at all.</summary>
    /// <param name="items">How many items there are.</param>
    /// <returns><see langword="null"/> where so few are asked for that a sample gains nothing.</returns>
    public static IEnumerable<int>? Sample(int items) =>
        items < WorthASample ? null : Enumerable.Range(0, items / SampleStep).Select(i => i * SampleStep);

    /// <summary>Begins with another chat.</summary>
    public void Clear()
    {
        _places.Clear();
        _withoutTime.Clear();
        _sawOthers = false;
        (First, Last) = (long.MaxValue, long.MinValue);
    }

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="place">Its place in the question.</param>
    public void Add(MessageUpsert item, int place)
    {
        if (item.Timestamp is not { } time)
        {
            _withoutTime.Add(place);
            return;
        }

        _places.Add(MessageDigest.Of(item), place);
        (First, Last) = (Math.Min(First, time), Math.Max(Last, time));
    }

    /// <summary>Takes in the digest of a row of that time; one without counts as another's.</summary>
    /// <returns>Whether it is an item's.</returns>
    public bool Take(ReadOnlySpan<byte> digest, out int place)
    {
        place = -1;
        bool isAnItems = !digest.IsEmpty && _places.Remove(MessageDigest.FromBytes(digest), out place);
        _sawOthers |= !isAnItems;
        return isAnItems;
    }
}
