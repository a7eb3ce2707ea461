using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Looks now and then at what lies in a cache, beside whoever asks: a gauge cannot wait for a database. Thread-safe.</summary>
sealed class CacheSampler(IMessageCache cache, TimeProvider time, ILogger logger) : IDisposable
{
    // A large cache is looked at less often, so that looking never takes more than this part of the time.
    const int Part = 100;

    static readonly TimeSpan _knownFor = TimeSpan.FromSeconds(15);

    readonly Lock _lock = new();
    readonly CancellationTokenSource _over = new();
    Task _looking = Task.CompletedTask;
    CacheUsage? _usage;
    long _nextAt;

    /// <summary>Gets what was there when it was last looked at, and looks again if that is long ago.</summary>
    /// <returns>That; <see langword="null"/> if it is not known, or not yet.</returns>
    public CacheSample? Sample()
    {
        lock (_lock)
        {
            if (_looking.IsCompleted && time.GetTimestamp() >= _nextAt && !_over.IsCancellationRequested)
            {
                _looking = Task.Run(LookAsync, CancellationToken.None);
            }

            return _usage is null ? null : new CacheSample(_usage, time.GetUtcNow() - _usage.OldestReceivedAt);
        }
    }

    public void Dispose() => _over.Cancel();

    async Task LookAsync()
    {
        long started = time.GetTimestamp();
        CacheUsage? usage = null;
        try
        {
            usage = await cache.GetUsageAsync(_over.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.CacheNotCounted(logger, error.GetType().Name);
        }

        TimeSpan rest = time.GetElapsedTime(started) * Part;
        lock (_lock)
        {
            (_usage, _nextAt) = (usage, time.GetTimestamp() + (long)((rest > _knownFor ? rest : _knownFor).TotalSeconds * time.TimestampFrequency));
        }
    }
}
