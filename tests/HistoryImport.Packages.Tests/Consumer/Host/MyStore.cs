using HistoryImport;

/// <summary>A store that takes messages, and none of what is optional.</summary>
public sealed class MyStore(MyDatabase database) : IMessageStore
{
    public MyDatabase Database => database;

    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.IsClosed
            ? throw new HistoryStorageException("The desk is closed.")
            : new(new UpsertResult(database.InOneTransaction(rows => batch.Items.Select(item => Upsert(rows, connection, item, cancellationToken)).ToArray())));
    }

    static UpsertOutcome Upsert(
        Dictionary<(ConnectionKey, MessageKey), MessageUpsert> rows, ConnectionKey connection, MessageUpsert item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (item.Content is null)
        {
            return UpsertOutcome.Missing;
        }

        if (rows.TryAdd((connection, item.Key), item))
        {
            return UpsertOutcome.Inserted;
        }

        MessageUpsert before = rows[(connection, item.Key)];
        MessageUpsert merged = MessageMerge.Merge(before, item);
        rows[(connection, item.Key)] = merged;
        return merged == before ? UpsertOutcome.Duplicate : UpsertOutcome.Updated;
    }
}
