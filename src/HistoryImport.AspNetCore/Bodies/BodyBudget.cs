namespace HistoryImport.AspNetCore;

/// <summary>How much of all bodies is in memory. Thread-safe.</summary>
sealed class BodyBudget(long most)
{
    long _used;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= most)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _used, -bytes);
}
