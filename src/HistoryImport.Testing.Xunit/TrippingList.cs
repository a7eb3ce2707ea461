using System.Collections;

namespace HistoryImport.Testing.Xunit;

/// <summary>A list that does something when its last item is asked for.</summary>
sealed class TrippingList(MessageUpsert[] items, Action trip) : IReadOnlyList<MessageUpsert>
{
    public int Count => items.Length;

    public MessageUpsert this[int index]
    {
        get
        {
            if (index == items.Length - 1)
            {
                trip();
            }

            return items[index];
        }
    }

    public IEnumerator<MessageUpsert> GetEnumerator()
    {
        for (int i = 0; i < items.Length; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
