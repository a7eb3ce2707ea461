using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace HistoryImport;

/// <summary>Four loops and three bounded channels: read, prepare, compare, write.</summary>
/// <remarks>The last loop may have several batches under way at once.</remarks>
sealed class ImportPipeline(
    IMessageCache cache, BatchPreparer preparer, BatchComparer comparer, BatchWriter writer, AmendmentGatherer amendments, int channelCapacity, int writers,
    Action<ComparedBatch> written)
{
    long _lastEntry;

    /// <returns>The last cache entry that was read; 0 if there was none.</returns>
    public async Task<long> RunAsync(CacheQuery query, ImportPass pass, CancellationToken cancellationToken)
    {
        _lastEntry = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerator<CacheBatch> batches = cache.ReadAsync(query, stop.Token).GetAsyncEnumerator(stop.Token);
        await using (batches.ConfigureAwait(false))
        {
            // Most often there is nothing: then nothing is started.
            if (await batches.MoveNextAsync().ConfigureAwait(false))
            {
                await RunAsync(batches, pass, stop, cancellationToken).ConfigureAwait(false);
            }
        }

        return _lastEntry;
    }

    /// <summary>Tells of entries without importing them. Nothing else may be under way.</summary>
    public ValueTask HearAsync(CacheBatch batch, CancellationToken cancellationToken) => preparer.HearAsync(batch, cancellationToken);

    async Task RunAsync(IAsyncEnumerator<CacheBatch> batches, ImportPass pass, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        Channel<CacheBatch> read = CreateChannel<CacheBatch>(channelCapacity);
        Channel<PreparedBatch> prepared = CreateChannel<PreparedBatch>(channelCapacity);

        // One is being compared while the writer waits for the one before it.
        Channel<Task<ComparedBatch>> compared = CreateChannel<Task<ComparedBatch>>(capacity: 1);

        Task[] loops =
        [
            Task.Run(() => ReadAsync(batches, read.Writer, stop), CancellationToken.None),
            Task.Run(() => PrepareAsync(read.Reader, prepared.Writer, pass, stop), CancellationToken.None),
            Task.Run(() => CompareAsync(prepared.Reader, compared.Writer, stop), CancellationToken.None),
            Task.Run(() => WriteAsync(compared.Reader, pass is ImportPass.WaitingEdits or ImportPass.Waiting, stop), CancellationToken.None),
        ];

        try
        {
            await Task.WhenAll(loops).ConfigureAwait(false);
            await amendments.HandOverAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            amendments.Forget();

            // One loop's fault cancels the others; the fault is the news, the cancellations are not.
            cancellationToken.ThrowIfCancellationRequested();
            Exception? fault = loops.Where(loop => loop.IsFaulted).Select(loop => loop.Exception!.InnerException).FirstOrDefault();
            if (fault is not null)
            {
                ExceptionDispatchInfo.Throw(fault);
            }

            throw;
        }
    }

    Task ReadAsync(IAsyncEnumerator<CacheBatch> batches, ChannelWriter<CacheBatch> output, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        do
        {
            _lastEntry = Math.Max(_lastEntry, batches.Current.LastEntryId);
            await output.WriteAsync(batches.Current, stop.Token).ConfigureAwait(false);
        }
        while (await batches.MoveNextAsync().ConfigureAwait(false));
    });

    Task PrepareAsync(ChannelReader<CacheBatch> input, ChannelWriter<PreparedBatch> output, ImportPass pass, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        await foreach (CacheBatch batch in input.ReadAllAsync(stop.Token).ConfigureAwait(false))
        {
            await output.WriteAsync(await preparer.PrepareAsync(batch, pass, stop.Token).ConfigureAwait(false), stop.Token).ConfigureAwait(false);
        }
    });

    Task CompareAsync(ChannelReader<PreparedBatch> input, ChannelWriter<Task<ComparedBatch>> output, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        var underWay = new List<Task>();
        try
        {
            // Begun only when there is room, so that two are compared at most.
            while (await output.WaitToWriteAsync(stop.Token).ConfigureAwait(false) && await input.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                if (input.TryRead(out PreparedBatch? batch))
                {
                    comparer.Fold(batch);
                    var comparison = Task.Run(async () => await comparer.CompareAsync(batch, stop.Token).ConfigureAwait(false), CancellationToken.None);
                    underWay.RemoveAll(task => task.IsCompletedSuccessfully);
                    underWay.Add(comparison);
                    await output.WriteAsync(comparison, stop.Token).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await Task.WhenAll(underWay).ConfigureAwait(false);
        }
    });

    async Task WriteAsync(ChannelReader<Task<ComparedBatch>> input, bool waiting, CancellationTokenSource stop)
    {
        var underWay = new List<Task>(writers);
        try
        {
            while (await input.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                await MakeRoomAsync(underWay).ConfigureAwait(false);
                if (!input.TryRead(out Task<ComparedBatch>? comparison))
                {
                    continue;
                }

                ComparedBatch batch = await comparison.ConfigureAwait(false);

                // What was keyed before a join has to be there when rows are joined.
                if (batch.Joins.Count > 0)
                {
                    await Task.WhenAll(underWay).ConfigureAwait(false);
                    await writer.JoinAsync(batch, stop.Token).ConfigureAwait(false);
                }

                underWay.Add(Task.Run(() => WriteAsync(batch, waiting, stop), CancellationToken.None));
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await Task.WhenAll(underWay).ConfigureAwait(false);
        }
    }

    async Task WriteAsync(ComparedBatch batch, bool waiting, CancellationTokenSource stop)
    {
        try
        {
            await writer.WriteAsync(batch, waiting, stop.Token).ConfigureAwait(false);
            written(batch);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    async Task MakeRoomAsync(List<Task> underWay)
    {
        while (underWay.Count >= writers)
        {
            Task done = await Task.WhenAny(underWay).ConfigureAwait(false);
            if (!done.IsCompletedSuccessfully)
            {
                // All of them: the fault that cancelled the others is the news.
                await Task.WhenAll(underWay).ConfigureAwait(false);
            }

            underWay.Remove(done);
        }
    }

    static async Task LoopAsync<T>(ChannelWriter<T> output, CancellationTokenSource stop, Func<Task> loop)
    {
        try
        {
            await loop().ConfigureAwait(false);
            output.Complete();
        }
        catch (Exception error)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            output.Complete(error);
            throw;
        }
    }

    static Channel<T> CreateChannel<T>(int capacity) =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
}
