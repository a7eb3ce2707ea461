namespace HistoryImport.PostgreSql;

/// <summary>Lets so many pieces of work have a connection at once; who waits has no time-out to fear, as at the end of a pool. Thread-safe.</summary>
/// <remarks>Not disposed of: what is under way when a database is closed ends as it ends, and who waits is told by the pool.</remarks>
#pragma warning disable CA1001 // Nobody asks the semaphore for a handle, which is all that it would dispose of.
sealed class SessionGate(int most)
#pragma warning restore CA1001
{
    readonly SemaphoreSlim _free = new(most);

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }
}
