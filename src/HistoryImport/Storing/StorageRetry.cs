namespace HistoryImport;

/// <summary>Lets a store tell the import it works for that a piece of work is tried again, or waits for somebody else's lock: progress and status say so.</summary>
/// <remarks>One for each piece of work, by one thread at a time. Where no import asked for the work it does nothing.</remarks>
public sealed class StorageRetry : IDisposable
{
    static readonly AsyncLocal<RetryWatch?> _current = new();

    readonly RetryWatch? _watch = _current.Value;
    bool _isTold;

    /// <summary>Tells that the work failed for a moment, and is tried again now or after a while.</summary>
    public void Again()
    {
        _watch?.Again(isFirst: !_isTold);
        _isTold = true;
    }

    /// <summary>Tells that the work is done, or given up.</summary>
    public void Dispose()
    {
        if (_isTold)
        {
            _isTold = false;
            _watch?.Over();
        }
    }

    /// <summary>Tells somebody of everything that is tried again from here on, by whom this is called and by what it awaits.</summary>
    internal static void TellTo(RetryWatch watch) => _current.Value = watch;
}
