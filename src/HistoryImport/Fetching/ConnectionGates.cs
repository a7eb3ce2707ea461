namespace HistoryImport;

/// <summary>Lets one caller of each connection through at a time, in the order they came.</summary>
sealed class ConnectionGates
{
    readonly Lock _lock = new();
    readonly Dictionary<ConnectionKey, Gate> _gates = [];

    public async ValueTask<IDisposable> EnterAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_lock)
        {
            if (!_gates.TryGetValue(connection, out gate!))
            {
                _gates.Add(connection, gate = new Gate());
            }

            gate.Callers++;
        }

        try
        {
            await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(connection, gate);
            throw;
        }

        return new Pass(this, connection, gate);
    }

    void Leave(ConnectionKey connection, Gate gate)
    {
        lock (_lock)
        {
            if (--gate.Callers == 0)
            {
                _gates.Remove(connection);
                gate.Semaphore.Dispose();
            }
        }
    }

    sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Callers { get; set; }
    }

    sealed class Pass(ConnectionGates gates, ConnectionKey connection, Gate gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Semaphore.Release();
            gates.Leave(connection, gate);
        }
    }
}
