using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace HistoryImport;

/// <summary>Four loops and three bounded channels: read, prepare, compare, write.</summary>
/// <remarks>The last loop may have several batches under way at once.</remarks>
sealed class ImportPipeline(
    IMessageCache cache, BatchPreparer preparer, BatchComparer comparer, BatchWriter writer, int channelCapacity, int writers, Action<PreparedBatch> written)
{
    long _lastEntry;

    /// <returns>The last cache entry that was read; 0 if there was none.</returns>
    public async Task<long> RunAsync(CacheQuery query, CancellationToken cancellationToken)
    {
        _lastEntry = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<CacheBatch> read = CreateChannel<CacheBatch>();
        Channel<FoldedBatch> folded = CreateChannel<FoldedBatch>();
        Channel<PreparedBatch> prepared = CreateChannel<PreparedBatch>();

        Task[] loops =
        [
            Task.Run(() => ReadAsync(query, read.Writer, stop), CancellationToken.None),
            Task.Run(() => PrepareAsync(read.Reader, folded.Writer, stop), CancellationToken.None),
            Task.Run(() => CompareAsync(folded.Reader, prepared.Writer, stop), CancellationToken.None),
            Task.Run(() => WriteAsync(prepared.Reader, query.Waiting, stop), CancellationToken.None),
        ];

        try
        {
            await Task.WhenAll(loops).ConfigureAwait(false);
            return _lastEntry;
        }
        catch (Exception)
        {
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

    Task ReadAsync(CacheQuery query, ChannelWriter<CacheBatch> output, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        await foreach (CacheBatch batch in cache.ReadAsync(query, stop.Token).ConfigureAwait(false))
        {
            _lastEntry = Math.Max(_lastEntry, batch.LastEntryId);
            await output.WriteAsync(batch, stop.Token).ConfigureAwait(false);
        }
    });

    Task PrepareAsync(ChannelReader<CacheBatch> input, ChannelWriter<FoldedBatch> output, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        await foreach (CacheBatch batch in input.ReadAllAsync(stop.Token).ConfigureAwait(false))
        {
            await output.WriteAsync(await preparer.PrepareAsync(batch, stop.Token).ConfigureAwait(false), stop.Token).ConfigureAwait(false);
        }
    });

    Task CompareAsync(ChannelReader<FoldedBatch> input, ChannelWriter<PreparedBatch> output, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        await foreach (FoldedBatch batch in input.ReadAllAsync(stop.Token).ConfigureAwait(false))
        {
            await output.WriteAsync(await comparer.CompareAsync(batch, stop.Token).ConfigureAwait(false), stop.Token).ConfigureAwait(false);
        }
    });

    async Task WriteAsync(ChannelReader<PreparedBatch> input, bool waiting, CancellationTokenSource stop)
    {
        var underWay = new List<Task>(writers);
        try
        {
            while (await input.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                await MakeRoomAsync(underWay).ConfigureAwait(false);
                if (!input.TryRead(out PreparedBatch? batch))
                {
                    continue;
                }

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

    async Task WriteAsync(PreparedBatch batch, bool waiting, CancellationTokenSource stop)
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

    Channel<T> CreateChannel<T>() =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(channelCapacity) { SingleReader = true, SingleWriter = true });
}
