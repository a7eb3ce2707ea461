using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Benchmarks;

/// <summary>The calls of the store alone, batch by batch, without the import around them.</summary>
static class StoreCalls
{
    static readonly ConnectionKey _connection = new("tenant", "connection");

    public static Task<double> InsertAsync(string file, HistoryMessage[] history) => WithStoreAsync(file, async store =>
    {
        await UpsertAsync(store, [], store.Capabilities.PreferredBatchSize!.Value);
        return await UpsertAsync(store, Items(history), store.Capabilities.PreferredBatchSize!.Value);
    });

    public static Task<double> RepeatAsync(string file, HistoryMessage[] history) => WithStoreAsync(file, async store =>
    {
        MessageUpsert[] items = Items(history);
        await UpsertAsync(store, items, store.Capabilities.PreferredBatchSize!.Value);
        return await UpsertAsync(store, items, store.Capabilities.PreferredBatchSize!.Value);
    });

    /// <summary>Asks for keys in a file that was closed since it was written.</summary>
    public static async Task<double> FindAsync(string file, HistoryMessage[] written, HistoryMessage[] asked)
    {
        await WithStoreAsync(file, store => UpsertAsync(store, Items(written), store.Capabilities.PreferredBatchSize!.Value));
        return await FindOnlyAsync(file, asked);
    }

    public static async Task<double> FindOnlyAsync(string file, HistoryMessage[] asked)
    {
        MessageUpsert[] items = Items(asked);
        return await WithStoreAsync(file, async store =>
        {
            await store.UpsertAsync(_connection, new MessageBatch());
            long started = Stopwatch.GetTimestamp();
            foreach (MessageUpsert[] batch in items.Chunk(store.Capabilities.PreferredBatchSize!.Value))
            {
                await store.FindExistingAsync(_connection, batch);
            }

            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        });
    }

    static async Task<double> UpsertAsync(IMessageStore store, MessageUpsert[] items, int batchSize)
    {
        await store.UpsertAsync(_connection, new MessageBatch());
        MessageBatch[] batches = [.. items.Chunk(batchSize).Select(chunk => new MessageBatch { Items = chunk })];
        long started = Stopwatch.GetTimestamp();
        foreach (MessageBatch batch in batches)
        {
            await store.UpsertAsync(_connection, batch);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static async Task<double> WithStoreAsync(string file, Func<IMessageStore, Task<double>> run)
    {
        await using ServiceProvider provider = new ServiceCollection().AddHistoryImport().UseSqlite(file).Services.BuildServiceProvider();
        return await run(provider.GetRequiredService<IMessageStore>());
    }

    static MessageUpsert[] Items(HistoryMessage[] history) => [.. history.Select(DecodedHistory.ToUpsert)];
}
