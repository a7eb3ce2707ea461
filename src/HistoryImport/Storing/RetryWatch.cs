namespace HistoryImport;

/// <summary>How much of one run's work on its database is being tried again. Thread-safe.</summary>
/// <param name="changed">Hears of it each time.</param>
sealed class RetryWatch(Action changed)
{
    int _waiting;
    int _count;

    /// <summary>Whether any work waits to be tried again, or is.</summary>
    public bool IsRetrying => Volatile.Read(ref _waiting) > 0;

    /// <summary>How often work was tried again.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Again(bool isFirst)
    {
        Interlocked.Increment(ref _count);
        if (isFirst)
        {
            Interlocked.Increment(ref _waiting);
        }

        changed();
    }

    public void Over()
    {
        if (Interlocked.Decrement(ref _waiting) == 0)
        {
            changed();
        }
    }
}
