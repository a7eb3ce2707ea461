namespace HistoryImport;

/// <summary>Lets one caller of each key through at a time, in the order they came.</summary>
sealed class Gates<TKey>
    where TKey : notnull
{
    readonly Lock _lock = new();
    readonly Dictionary<TKey, Gate> _gates = [];

    public async ValueTask<IDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_lock)
        {
            if (!_gates.TryGetValue(key, out gate!))
            {
                _gates.Add(key, gate = new Gate());
            }

            gate.Callers++;
        }

        try
        {
            await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(key, gate);
            throw;
        }

        return new Pass(this, key, gate);
    }

    void Leave(TKey key, Gate gate)
    {
        lock (_lock)
        {
            if (--gate.Callers == 0)
            {
                _gates.Remove(key);
                gate.Semaphore.Dispose();
            }
        }
    }

    sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Callers { get; set; }
    }

    sealed class Pass(Gates<TKey> gates, TKey key, Gate gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Semaphore.Release();
            gates.Leave(key, gate);
        }
    }
}
