namespace HistoryImport.PostgreSql;

/// <summary>A batch that is being written until it is disposed of.</summary>
sealed class WrittenBatch(WrittenIds owner, ConnectionKey connection, int items) : IDisposable
{
    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly HashSet<Task> _before = [];

    public ConnectionKey Connection => connection;

    /// <summary>Gets whether each item probably has a row: then it is merged.</summary>
    public bool[] IsExpected { get; } = new bool[items];

    /// <summary>Sets the hashes of what it probably inserts, rising.</summary>
    public uint[] Inserted { private get; set; } = [];

    public bool Inserts(uint hash) => Array.BinarySearch(Inserted, hash) >= 0;

    /// <summary>Has this batch wait until another is over.</summary>
    public void Follow(WrittenBatch other) => _before.Add(other._end.Task);

    /// <summary>Waits for batches that insert what this one merges, but not for ever: one may be at its repetitions.</summary>
    /// <remarks>In the database it would wait for them, too, and hold rows meanwhile that they may still want. Whoever goes on too early does no more than that.</remarks>
    public async ValueTask WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        if (_before.Count == 0)
        {
            return;
        }

        try
        {
            await Task.WhenAll(_before).WaitAsync(most, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Then in the database.
        }
    }

    public void Dispose()
    {
        owner.End(this);
        _end.SetResult();
    }
}
