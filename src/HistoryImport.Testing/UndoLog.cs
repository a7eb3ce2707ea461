namespace HistoryImport.Testing;

/// <summary>Changes dictionaries so that what fails half way leaves nothing behind. Not thread-safe.</summary>
sealed class UndoLog
{
    readonly Stack<Action> _undo = new();

    /// <summary>Does all of a write, or nothing of it.</summary>
    public void Write(Action write)
    {
        try
        {
            write();
            _undo.Clear();
        }
        catch
        {
            while (_undo.TryPop(out Action? undo))
            {
                undo();
            }

            throw;
        }
    }

    public void Set<TKey, TValue>(Dictionary<TKey, TValue> rows, TKey key, TValue value)
        where TKey : notnull
    {
        _undo.Push(rows.TryGetValue(key, out TValue? before) ? () => rows[key] = before : () => rows.Remove(key));
        rows[key] = value;
    }

    public void Remove<TKey, TValue>(Dictionary<TKey, TValue> rows, TKey key)
        where TKey : notnull
    {
        if (rows.Remove(key, out TValue? before))
        {
            _undo.Push(() => rows[key] = before);
        }
    }
}
