using HistoryImport;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

await using ServiceProvider services = new ServiceCollection().AddHistoryImport().UseSqlite("history.db").Services.BuildServiceProvider();
var connection = new ConnectionKey("acme", "support-line"); // your customer, and one number of theirs

// Whatever the socket delivers, from its first event on. Here: what a file holds.
await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(File.OpenRead("history.json")))
    await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);

// When somebody asks for it.
ImportResult result = await services.GetRequiredService<IHistoryImporter>().ImportAsync(new() { Connection = connection, QuietPeriod = TimeSpan.Zero });
Console.WriteLine($"{result.Outcome}: {result.Counts.Inserted} new messages in {result.Chats.Count} chats");
