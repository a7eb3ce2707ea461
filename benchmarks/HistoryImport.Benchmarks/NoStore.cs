namespace HistoryImport.Benchmarks;

/// <summary>Takes every batch and does nothing with it, so that only what comes before is measured.</summary>
sealed class NoStore : IMessageStore
{
    UpsertOutcome[] _inserted = [];

    public StoreCapabilities Capabilities { get; } = new() { Features = StoreFeatures.FindExisting | StoreFeatures.Amendments };

    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        // One list for all batches of a size: what a store makes is not the pipeline's.
        if (_inserted.Length != batch.Items.Count)
        {
            _inserted = [.. Enumerable.Repeat(UpsertOutcome.Inserted, batch.Items.Count)];
        }

        return new(new UpsertResult(_inserted));
    }
}
