using System.Collections.Concurrent;

namespace HistoryImport.Media;

/// <summary>Whose turn it is to ask a phone, and who waits for an answer of it, in this process.</summary>
sealed class PhoneTurns
{
    readonly ConcurrentDictionary<ConnectionKey, SemaphoreSlim> _phones = [];
    readonly ConcurrentDictionary<(ConnectionKey Connection, string File), TaskCompletionSource> _waiting = [];

    /// <summary>Waits until it is one's turn, and a pause longer. The turn ends when what is returned is disposed of.</summary>
    public async ValueTask<IDisposable> EnterAsync(ConnectionKey connection, TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        SemaphoreSlim phone = _phones.GetOrAdd(connection, _ => new SemaphoreSlim(1));
        await phone.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            return new Turn(phone);
        }
        catch
        {
            phone.Release();
            throw;
        }
    }

    /// <summary>Gets what ends when somebody tells of a file.</summary>
    public Task Told(ConnectionKey connection, string file) =>
        _waiting.GetOrAdd((connection, file), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Waits until somebody tells, or a while.</summary>
    public static async ValueTask WaitAsync(Task told, TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await told.WaitAsync(most, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is looked at anyway.
        }
    }

    /// <summary>Tells whoever waits for a file.</summary>
    public void Tell(ConnectionKey connection, string file)
    {
        if (_waiting.TryRemove((connection, file), out TaskCompletionSource? told))
        {
            told.TrySetResult();
        }
    }

    sealed class Turn(SemaphoreSlim phone) : IDisposable
    {
        public void Dispose() => phone.Release();
    }
}
