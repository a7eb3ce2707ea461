using HistoryImport;
using HistoryImport.Samples;
using HistoryImport.Tests.Shared;
using HistoryImport.WhatsApp;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

// PROVIDER ADDRESS FOLDER SEED: imports a folder into the tables of a desk, or into ours and a mirror of them, having nothing in common with others that do but the rows: no lease and no cache.
(string provider, string address, string folder, int seed) = (args[0], args[1], args[2], int.Parse(args[3], null));
var connection = new ConnectionKey("default", "default");
var services = new ServiceCollection();
services.AddDbContextFactory<DeskContext>(options => _ = provider == "sqlite" ? options.UseSqlite(address) : options.UseNpgsql(address));

// Small batches, so that they come between each other: in large ones the first to start may have written all.
IHistoryImportBuilder import = services.AddHistoryImport(options => (options.InMemoryCacheCapacity, options.BatchSize) = (1_000_000, 200));
_ = provider switch
{
    "mirror-sqlite" => import.UseSqlite(new SqliteConnectionStringBuilder(address).DataSource, StorageParts.MessageStore).UseSqliteProjection<MirrorProjection>(),
    "mirror-postgresql" => import
        .UsePostgreSql(address, StorageParts.MessageStore, options => options.Schema = new NpgsqlConnectionStringBuilder(address).SearchPath!)
        .UsePostgreSqlProjection<MirrorProjection>(),
    _ => import.UseEntityFrameworkCore<DeskContext, DeskProjection>(),
};
services.AddSingleton(new MirrorProjection(makesTables: provider == "mirror-sqlite"));
await using ServiceProvider host = services.BuildServiceProvider();
string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
new Random(seed).Shuffle(files);
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
