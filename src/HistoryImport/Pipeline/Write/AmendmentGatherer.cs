namespace HistoryImport;

/// <summary>Gathers amendments whose message is not there, and has the cache keep many of them waiting at once. Thread-safe.</summary>
/// <remarks>Until then they lie where they came from: of a run that breaks off nothing is lost.</remarks>
sealed class AmendmentGatherer(ConnectionKey connection, IMessageCache cache, ImportTally tally)
{
    const int MostAmendments = 1000;
    const int MostBytes = 2 * 1024 * 1024;

    readonly Lock _lock = new();
    List<CachedMessage> _gathered = [];
    int _bytes;

    /// <summary>Takes amendments, and hands over what has been gathered when that is enough.</summary>
    public ValueTask AddAsync(IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _gathered.AddRange(amendments);
            _bytes += amendments.Sum(static one => MessageSize.Of(one.Message));
            if (_gathered.Count < MostAmendments && _bytes < MostBytes)
            {
                return ValueTask.CompletedTask;
            }
        }

        return HandOverAsync(cancellationToken);
    }

    /// <summary>Hands over what has been gathered.</summary>
    public async ValueTask HandOverAsync(CancellationToken cancellationToken)
    {
        List<CachedMessage> amendments = Take();
        if (amendments.Count > 0)
        {
            tally.AddNewlyWaiting(await cache.DeferAsync(connection, amendments, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Forgets what has been gathered: it will be read again.</summary>
    public void Forget() => Take();

    List<CachedMessage> Take()
    {
        lock (_lock)
        {
            List<CachedMessage> gathered = _gathered;
            (_gathered, _bytes) = ([], 0);
            return gathered;
        }
    }
}
