using HistoryImport;

/// <summary>The least a store is: one transaction a batch; insert what is absent, raise what is there.</summary>
sealed class MyStore : IMessageStore
{
    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) =>
        new(new UpsertResult([.. batch.Items.Select(item => MyDatabase.Upsert(connection, item))]));
}
