using System.Text.Json;
using HistoryImport;
using HistoryImport.Media;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

var connection = new ConnectionKey("acme", "support-line");
var set = new HistorySet
{
    Messages =
    [
        new HistoryMessage
        {
            Id = "3EB0", RemoteJid = "5511900000001@s.whatsapp.net", Timestamp = 1_700_000_000, Content = new MessageContent { Kind = MessageKind.Text, Body = "hello" },
        },
    ],
};
var request = new ImportRequest { Connection = connection, QuietPeriod = TimeSpan.Zero };
using var log = new MyLog();

// The library comes before the host's logging, and its store needs what only the container knows.
var services = new ServiceCollection();
services.AddHistoryImport().UseMessageStore(provider => new MyStore(provider.GetRequiredService<MyDatabase>()));
services.AddLogging(logging => logging.AddProvider(log));
services.AddSingleton<MyDatabase>();
await using (ServiceProvider host = services.BuildServiceProvider())
{
    MyDatabase database = host.GetRequiredService<MyDatabase>();
    await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);
    ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);
    Console.WriteLine($"own store: {result.Outcome}, {database.Rows.Count} row");

    database.IsClosed = true;
    await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);
    ImportResult failed = await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);
    ImportResult back = JsonSerializer.Deserialize<ImportResult>(JsonSerializer.Serialize(failed))!;
    Console.WriteLine($"read back: {back.Outcome}, {back.Reason}");
    Console.WriteLine($"the same: {JsonSerializer.Serialize(back) == JsonSerializer.Serialize(failed)}");
}

Console.WriteLine($"own log: {log.Lines.FirstOrDefault()}");

services = new ServiceCollection();
services.AddHistoryImport().UseSqlite(args[0]).AddHistoryMedia().UseMediaFolder(args[0] + ".media");
await using (ServiceProvider host = services.BuildServiceProvider())
{
    await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(connection, set);
    ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);
    Console.WriteLine($"SQLite: {result.Outcome}, {result.Counts.Inserted} row");

    // A text has none.
    MediaResult media = await host.GetRequiredService<IMediaRecovery>().RecoverAsync(connection, new MediaOrder { Chat = Jid.Parse("5511900000001@s.whatsapp.net") });
    Console.WriteLine($"media: {media.Items.Count}, {new MediaItem { Message = default, State = MediaState.Stored }.ToSentence("pt-BR")}");
}
