using System.Threading.Tasks.Dataflow;

namespace HistoryImport.Benchmarks;

/// <summary>The same work as <see cref="SequentialLoop"/> as blocks of TPL Dataflow: messages, batches, items, rows.</summary>
sealed class DataflowLoop(IMessageStore store, ConnectionKey connection, int batchSize)
{
    public async Task<long> RunAsync(HistoryMessage[] messages)
    {
        var loop = new SequentialLoop(store, connection, batchSize);
        var batch = new BatchBlock<HistoryMessage>(batchSize, new GroupingDataflowBlockOptions { BoundedCapacity = 2 * batchSize });
        var options = new ExecutionDataflowBlockOptions { BoundedCapacity = 1, SingleProducerConstrained = true };
        var fold = new TransformBlock<HistoryMessage[], List<MessageUpsert>>(read => loop.Fold(read), options);
        var write = new ActionBlock<List<MessageUpsert>>(items => loop.WriteAsync(store, connection, items), options);
        var all = new DataflowLinkOptions { PropagateCompletion = true };
        batch.LinkTo(fold, all);
        fold.LinkTo(write, all);
        foreach (HistoryMessage message in messages)
        {
            if (!batch.Post(message))
            {
                await batch.SendAsync(message);
            }
        }

        batch.Complete();
        await write.Completion;
        return loop.Inserted;
    }
}
