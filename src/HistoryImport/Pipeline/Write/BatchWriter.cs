using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>The last loop's work on one batch: join, upsert in one transaction, acknowledge, let the rest wait.</summary>
/// <remarks>Batches may be written at once; nothing is while rows are joined. The lease is looked at before each, unless the store does it as it writes.</remarks>
sealed class BatchWriter(
    Guid runId, ConnectionKey connection, IMessageCache cache, IMessageStore store, LeaseCheck? lease, JoinLedger ledger, ImportTally tally,
    AmendmentGatherer amendments, Action<ImportProblem> setAside, TimeProvider time, Telemetry telemetry, ILogger logger)
{
    // A store that refuses this many messages in a row, and took none before, is broken; the messages are not.
    const int HopelessAfter = 20;

    // Of an item that was set aside; counted as failed, as any outcome that no store has.
    const UpsertOutcome Refused = (UpsertOutcome)(-1);

    int _refusedInARow;
    volatile bool _anyTaken;

    public ValueTask JoinAsync(ComparedBatch compared, CancellationToken cancellationToken) => ledger.JoinAsync(compared.Joins, cancellationToken);

    public async ValueTask WriteAsync(ComparedBatch compared, bool waiting, CancellationToken cancellationToken)
    {
        if (lease is not null)
        {
            await lease.CheckAsync(cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<UpsertOutcome> outcomes = await UpsertAsync(compared, compared.Batch, cancellationToken).ConfigureAwait(false);
        if (waiting)
        {
            tally.AddWaiting(compared, outcomes);
            return;
        }

        tally.Add(compared, outcomes);
        List<CachedMessage> missing =
        [
            .. compared.Waiting, .. compared.Amendments.Where(one => outcomes[one.Item] == UpsertOutcome.Missing).Select(one => one.Amendment),
        ];
        if (missing.Count > 0)
        {
            await amendments.AddAsync(missing, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<IReadOnlyList<UpsertOutcome>> UpsertAsync(ComparedBatch compared, MessageBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Items.Count == 0 && batch.Names.Count == 0)
        {
            await AcknowledgeAsync(batch, [], cancellationToken).ConfigureAwait(false);
            return [];
        }

        try
        {
            long started = time.GetTimestamp();
            using Activity? activity = telemetry.StartBatch();
            activity?.SetTag("items", batch.Items.Count);
            UpsertResult result = await store.UpsertAsync(connection, batch, cancellationToken).ConfigureAwait(false);
            if (result.Outcomes.Count != batch.Items.Count)
            {
                throw new InvalidOperationException($"The store told of {result.Outcomes.Count} items what became of them, not of {batch.Items.Count}.");
            }

            if (result.Outcomes.Any(static outcome => outcome == UpsertOutcome.Unknown || !Enum.IsDefined(outcome)))
            {
                throw new InvalidOperationException("The store did not tell of every item what became of it.");
            }

            _anyTaken = _anyTaken || batch.Items.Count > 0;
            Committed(batch, result, time.GetElapsedTime(started));
            tally.AddUpdated(result.ChatsFound);
            if (!result.CacheEntriesRemoved)
            {
                await AcknowledgeAsync(batch, result.Outcomes, cancellationToken).ConfigureAwait(false);
            }

            return result.Outcomes;
        }
        catch (Exception error) when (error is not (OperationCanceledException or HistoryStorageException or OutOfMemoryException))
        {
            return await HalveAsync(compared, batch, error, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<IReadOnlyList<UpsertOutcome>> HalveAsync(
        ComparedBatch compared, MessageBatch batch, Exception error, CancellationToken cancellationToken)
    {
        Log.BatchRefusedDetail(logger, runId, error);
        if (batch.Items.Count + Math.Min(batch.Names.Count, 1) <= 1)
        {
            Refuse(compared, batch, error);
            return [.. batch.Items.Select(_ => Refused)];
        }

        Log.BatchRefused(logger, runId, batch.Items.Count, error.GetType().Name);
        int middle = batch.Names.Count > 0 ? 0 : batch.Items.Count / 2;
        IReadOnlyList<UpsertOutcome> left = await UpsertAsync(compared, Part(batch, 0, middle, batch.Names), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<UpsertOutcome> right = await UpsertAsync(compared, Part(batch, middle, batch.Items.Count, []), cancellationToken).ConfigureAwait(false);
        return [.. left, .. right];
    }

    void Refuse(ComparedBatch compared, MessageBatch batch, Exception error)
    {
        if (!_anyTaken && Interlocked.Increment(ref _refusedInARow) >= HopelessAfter)
        {
            throw new HistoryStorageException(
                error is ProjectionException
                    ? $"{HopelessAfter} messages in a row were refused, and none taken. {error.Message} Look at the projection, not at the messages."
                    : $"The store refused {HopelessAfter} messages in a row and took none ({error.GetType().Name}). Look at the store, not at the messages.",
                error);
        }

        setAside(batch.Items.Count == 0
            ? new ImportProblem(compared.Source, null, null, Words("names", error))
            : new ImportProblem(
                compared.Source, null, batch.Items[0].Key.Id, Words("it", error) + "; it stays in the cache for the next run"));
    }

    // An exception's own message may quote the row.
    static string Words(string what, Exception error) => error is ProjectionException ? error.Message.TrimEnd('.') : $"the store refused {what} ({error.GetType().Name})";

    async ValueTask AcknowledgeAsync(MessageBatch batch, IReadOnlyList<UpsertOutcome> outcomes, CancellationToken cancellationToken)
    {
        List<long> done = [.. batch.Acknowledged(outcomes)];
        if (done.Count > 0)
        {
            await cache.RemoveAsync(connection, done, cancellationToken).ConfigureAwait(false);
        }
    }

    void Committed(MessageBatch batch, UpsertResult result, TimeSpan elapsed)
    {
        telemetry.BatchCommitted(elapsed);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            int inserted = result.Outcomes.Count(outcome => outcome == UpsertOutcome.Inserted);
            int updated = result.Outcomes.Count(outcome => outcome == UpsertOutcome.Updated);
            Log.BatchCommitted(logger, runId, batch.Items.Count, inserted, updated, elapsed.TotalMilliseconds);
        }
    }

    static MessageBatch Part(MessageBatch batch, int from, int to, IReadOnlyList<HistoryName> names)
    {
        return batch with
        {
            Items = [.. batch.Items.Skip(from).Take(to - from)],
            Names = names,
            Acknowledgements =
            [
                .. batch.Acknowledgements.Where(entry => Belongs(entry.Of)).Select(entry => entry.Of < 0 ? entry : entry with { Of = entry.Of - from }),
            ],
        };

        bool Belongs(int item) => item switch
        {
            Acknowledgement.Name => names.Count > 0,
            Acknowledgement.Done => names.Count == 0 && from == 0,
            _ => item >= from && item < to,
        };
    }
}
