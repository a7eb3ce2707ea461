using System.Collections;

namespace HistoryImport;

/// <summary>The keys of items, without a copy of them.</summary>
sealed class KeyList(List<MessageUpsert> items) : IReadOnlyList<MessageKey>
{
    public int Count => items.Count;

    public MessageKey this[int index] => items[index].Key;

    public IEnumerator<MessageKey> GetEnumerator()
    {
        foreach (MessageUpsert item in items)
        {
            yield return item.Key;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
