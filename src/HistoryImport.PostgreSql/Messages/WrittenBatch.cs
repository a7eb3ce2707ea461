namespace HistoryImport.PostgreSql;

/// <summary>A batch that is being written until it is disposed of.</summary>
sealed class WrittenBatch(WrittenIds owner, ConnectionKey connection, int items) : IDisposable
{
    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<Task> _before = [];

    public ConnectionKey Connection => connection;

    /// <summary>Gets whether each item probably has a row: then it is merged.</summary>
    public bool[] IsExpected { get; } = new bool[items];

    /// <summary>Gets the hashes of what it probably inserts, rising.</summary>
    public uint[] Inserted { get; set; } = [];

    /// <summary>Has this batch wait until another is over.</summary>
    public void Follow(WrittenBatch other) => _before.Add(other._end.Task);

    /// <summary>Waits for batches that insert what this one merges.</summary>
    /// <remarks>In the database it would wait for them, too, and hold rows meanwhile that they may still want.</remarks>
    public Task WaitAsync(CancellationToken cancellationToken) => _before.Count == 0 ? Task.CompletedTask : Task.WhenAll(_before).WaitAsync(cancellationToken);

    public void Dispose()
    {
        owner.End(this);
        _end.SetResult();
    }
}
