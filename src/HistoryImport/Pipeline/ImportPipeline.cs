using System.Threading.Channels;

namespace HistoryImport;

/// <summary>Three loops and two bounded channels: read, prepare, write.</summary>
sealed class ImportPipeline(IMessageCache cache, BatchPreparer preparer, BatchWriter writer, int channelCapacity, Action<PreparedBatch> written)
{
    long _lastEntry;

    /// <returns>The last cache entry that was read; 0 if there was none.</returns>
    public async Task<long> RunAsync(CacheQuery query, CancellationToken cancellationToken)
    {
        _lastEntry = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<CacheBatch> read = CreateChannel<CacheBatch>();
        Channel<PreparedBatch> prepared = CreateChannel<PreparedBatch>();

        Task[] loops =
        [
            Task.Run(() => ReadAsync(query, read.Writer, stop), CancellationToken.None),
            Task.Run(() => PrepareAsync(read.Reader, prepared.Writer, stop), CancellationToken.None),
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
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
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

    Task PrepareAsync(ChannelReader<CacheBatch> input, ChannelWriter<PreparedBatch> output, CancellationTokenSource stop) => LoopAsync(output, stop, async () =>
    {
        await foreach (CacheBatch batch in input.ReadAllAsync(stop.Token).ConfigureAwait(false))
        {
            PreparedBatch prepared = await preparer.PrepareAsync(batch, stop.Token).ConfigureAwait(false);
            await output.WriteAsync(prepared, stop.Token).ConfigureAwait(false);
        }
    });

    async Task WriteAsync(ChannelReader<PreparedBatch> input, bool waiting, CancellationTokenSource stop)
    {
        try
        {
            await foreach (PreparedBatch batch in input.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                await writer.WriteAsync(batch, waiting, stop.Token).ConfigureAwait(false);
                written(batch);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
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
