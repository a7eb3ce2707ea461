using HistoryImport;
using HistoryImport.Samples;
using HistoryImport.WhatsApp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// FOLDER [CONNECTION STRING]: imports a folder into the tables of a desk, in desk.db or in PostgreSQL.
string? postgreSql = args.ElementAtOrDefault(1);
var services = new ServiceCollection();
services.AddDbContextFactory<DeskContext>(options => _ = postgreSql is null ? options.UseSqlite("Data Source=desk.db") : options.UseNpgsql(postgreSql));
IHistoryImportBuilder import = services.AddHistoryImport().UseEntityFrameworkCore<DeskContext, DeskProjection>();
const StorageParts Beside = StorageParts.MessageCache | StorageParts.StateStore; // what WhatsApp delivers once is kept until the desk has it
_ = postgreSql is null ? import.UseSqlite("received.db", Beside) : import.UsePostgreSql(postgreSql, Beside);
await using ServiceProvider host = services.BuildServiceProvider();
await using DeskContext desk = await host.GetRequiredService<IDbContextFactory<DeskContext>>().CreateDbContextAsync();
await desk.Database.EnsureCreatedAsync(); // a real host has migrations

var connection = new ConnectionKey("acme", "support-line");
foreach (string file in Directory.GetFiles(args[0]).Order(StringComparer.Ordinal))
    await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(File.OpenRead(file)))
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);
ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = connection, QuietPeriod = TimeSpan.Zero });
Console.WriteLine($"{result.Outcome}: {await desk.Messages.CountAsync()} messages in {await desk.Conversations.CountAsync()} conversations, {await desk.Contacts.CountAsync()} contacts");
