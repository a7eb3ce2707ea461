using System.Collections;

namespace HistoryImport.Testing.Xunit;

/// <summary>A list that does something when its last item is asked for.</summary>
sealed class TrippingList<T>(IReadOnlyList<T> items, Action trip) : IReadOnlyList<T>
{
    public int Count => items.Count;

    public T this[int index]
    {
        get
        {
            if (index == items.Count - 1)
            {
                trip();
            }

            return items[index];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < items.Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
