namespace HistoryImport.Sqlite;

/// <summary>Puts the items of a batch chat after chat, in their own order otherwise.</summary>
/// <remarks>Rows of one chat then lie together, and so do their keys in the index: the pages at hand serve one item after the other.</remarks>
sealed class ChatOrder(int capacity)
{
    readonly long[] _places = new long[capacity];
    int _count;

    /// <summary>Adds an item.</summary>
    /// <param name="chat">The number of its chat.</param>
    /// <param name="item">Where it stands in the batch.</param>
    public void Add(long chat, int item) => _places[_count++] = chat * capacity + item;

    public IEnumerable<(long Chat, int Item)> Sorted()
    {
        Array.Sort(_places, 0, _count);
        for (int i = 0; i < _count; i++)
        {
            (long chat, long item) = Math.DivRem(_places[i], capacity);
            yield return (chat, (int)item);
        }
    }
}
