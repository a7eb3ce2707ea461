using HistoryImport;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

await using ServiceProvider services = new ServiceCollection().AddHistoryImport().UseMessageStore<MyStore>().Services.BuildServiceProvider();
var connection = new ConnectionKey("acme", "support-line");
await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(File.OpenRead("history.json")))
    await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);
ImportResult result = await services.GetRequiredService<IHistoryImporter>().ImportAsync(new() { Connection = connection, QuietPeriod = TimeSpan.Zero });
Console.WriteLine($"{result.Outcome}: {result.Counts.Inserted} new messages in {result.Chats.Count} chats");

sealed class MyStore : IMessageStore // one transaction a batch: insert what is absent, raise what is there
{
    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) =>
        new(new UpsertResult([.. batch.Items.Select(item => MyDatabase.Upsert(connection, item))]));
}
