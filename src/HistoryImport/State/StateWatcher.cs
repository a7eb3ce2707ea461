using System.Collections.Concurrent;

namespace HistoryImport;

/// <summary>Waits for a value of the state store to change: told at once within this process, by the store if it can, else by asking again.</summary>
sealed class StateWatcher(IStateStore store, TimeProvider time)
{
    static readonly TimeSpan _askAgain = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<TaskCompletionSource, (ConnectionKey, string)> _waiting = new();

    /// <summary>How many wait at this moment.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Tells who waits in this process that a value changed.</summary>
    public void Changed(ConnectionKey connection, string key)
    {
        foreach ((TaskCompletionSource waiter, (ConnectionKey, string) value) in _waiting)
        {
            if (value == (connection, key))
            {
                waiter.TrySetResult();
            }
        }
    }

    /// <summary>Asks until the answer is not null.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The value that changes when the answer may.</param>
    /// <param name="askAsync">Asks, and tells the version that it saw.</param>
    /// <param name="timeout">How long to go on; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, or <see langword="null"/> when the time is over.</returns>
    public async ValueTask<T?> WaitAsync<T>(
        ConnectionKey connection, string key, Func<CancellationToken, ValueTask<(T? Answer, long Version)>> askAsync, TimeSpan timeout,
        CancellationToken cancellationToken)
        where T : class
    {
        long started = time.GetTimestamp();
        while (true)
        {
            // Before asking, so that no change falls between the two.
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[changed] = (connection, key);
            try
            {
                (T? answer, long version) = await askAsync(cancellationToken).ConfigureAwait(false);
                TimeSpan left = timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : timeout - time.GetElapsedTime(started);
                if (answer is not null || left <= TimeSpan.Zero)
                {
                    return answer;
                }

                await FirstAsync(connection, key, changed.Task, version, left < _askAgain ? left : _askAgain, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _waiting.TryRemove(changed, out _);
            }
        }
    }

    /// <summary>Waits until a value may have changed, without asking for it, or the time is over.</summary>
    public async Task WaitForSignAsync(ConnectionKey connection, string key, long version, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[changed] = (connection, key);
        try
        {
            await FirstAsync(connection, key, changed.Task, version, atMost, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waiting.TryRemove(changed, out _);
        }
    }

    /// <summary>Waits until somebody in this process tells that a value changed, or the time is over.</summary>
    /// <returns>Whether somebody did.</returns>
    public async Task<bool> WaitForSignHereAsync(ConnectionKey connection, string key, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[changed] = (connection, key);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.WhenAny(changed.Task, Task.Delay(atMost, time, over.Token)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return changed.Task.IsCompleted;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            _waiting.TryRemove(changed, out _);
        }
    }

    async Task FirstAsync(ConnectionKey connection, string key, Task changed, long version, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] signs = [changed, store.WaitForChangeAsync(connection, key, version, over.Token), Task.Delay(atMost, time, over.Token)];
        Task first = await Task.WhenAny(signs).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // A store that cannot wait any more is no reason to stop: asking again tells.
        if (first.IsFaulted)
        {
            await Task.Delay(atMost, time, cancellationToken).ConfigureAwait(false);
        }

        _ = signs[1].ContinueWith(
            wait => _ = wait.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
