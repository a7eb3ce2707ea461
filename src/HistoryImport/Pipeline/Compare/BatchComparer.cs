namespace HistoryImport;

/// <summary>The third loop's work on one batch: fold, ask for known keys, leave out what the store has.</summary>
/// <remarks>Batches are folded one by one. A batch is compared while those before it are being written. What both hold is found by the store itself.</remarks>
sealed class BatchComparer(ConnectionKey connection, IMessageCache cache, IMessageStore store, ImportLease lease)
{
    readonly Dictionary<(MessageKey Key, bool EitherDirection, bool IsFollowUp), int> _slotOf = [];

    public void Fold(PreparedBatch batch) => batch.Folder.Fold(_slotOf);

    public async ValueTask<ComparedBatch> CompareAsync(PreparedBatch batch, CancellationToken cancellationToken)
    {
        BatchFolder folder = batch.Folder;
        ExistingMessage?[] existing = await FindExistingAsync(folder, cancellationToken).ConfigureAwait(false);
        (List<MessageUpsert> items, List<Acknowledgement> entries, List<(int, CachedMessage)> amendments) = folder.Finish(
            existing, out long duplicates, out long deleted);
        if (deleted > 0)
        {
            batch.FilteredBy[FilterReasons.Deleted] = deleted;
        }

        return new ComparedBatch
        {
            Batch = new MessageBatch
            {
                Items = items, Names = batch.Names, CacheScope = cache.Scope, Lease = lease, Erasures = batch.Erasures, Acknowledgements = entries,
            },
            Amendments = amendments,
            Waiting = batch.Waiting,
            Joins = batch.Joins,
            Problems = batch.Problems,
            FilteredBy = batch.FilteredBy,
            Source = batch.Source,
            Read = batch.Read,
            Invalid = batch.Invalid,
            Folded = folder.Folded,
            Duplicates = duplicates,
        };
    }

    /// <returns>What the store has of each row of the batch; empty if nothing.</returns>
    async ValueTask<ExistingMessage?[]> FindExistingAsync(BatchFolder folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<MessageUpsert> rows = store.Capabilities.Supports(StoreFeatures.FindExisting) ? folder.Rows() : [];
        if (rows.Count == 0 || rows.Count < store.Capabilities.FindExistingFrom)
        {
            return [];
        }

        IReadOnlyList<ExistingMessage> found = await store.FindExistingAsync(connection, rows, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return [];
        }

        var existing = new ExistingMessage?[rows.Count];
        foreach (ExistingMessage message in found)
        {
            existing[message.Item] = message;
        }

        return existing;
    }
}
