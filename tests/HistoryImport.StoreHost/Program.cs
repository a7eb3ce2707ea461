using HistoryImport;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

// ADDRESS FOLDER SEED: imports a folder into PostgreSQL, having nothing in common with others that do but the rows: no lease and no cache.
var connection = new ConnectionKey("default", "default");
var services = new ServiceCollection();

// Small batches, so that they come between each other: in large ones the first to start may have written all.
services.AddHistoryImport(options => (options.InMemoryCacheCapacity, options.BatchSize) = (1_000_000, 500)).UsePostgreSql(args[0], StorageParts.MessageStore);

await using ServiceProvider host = services.BuildServiceProvider();
string[] files = [.. Directory.GetFiles(args[1]).Order(StringComparer.Ordinal)];
new Random(int.Parse(args[2], null)).Shuffle(files);
foreach (string file in files)
{
    await using FileStream stream = File.OpenRead(file);
    await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(stream))
    {
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);
    }
}

// Whoever starts these starts them at once.
Console.WriteLine("ready");
Console.ReadLine();
ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = connection, QuietPeriod = TimeSpan.Zero });
Console.WriteLine($"{result.Outcome} {result.Counts.Inserted} {result.Counts.Failed} {result.Reason}");
