using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HistoryImport;
using HistoryImport.AspNetCore;
using HistoryImport.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// DATABASE KEY-TO-HOST KEY-FROM-HOST MEDIA-PORT MEDIA-CERTIFICATE: a host as its owner would write it, over a SQLite file, with a server on this machine for files.
// Lines of its input tell it what a test wants: "door URL", "import [CHAT]", "recover CHAT ID", "rows", "set-aside", and "arm INSTANT KIND", after which it kills itself before (posted) or after (stored) it stores a delivery
// of that kind, or cuts the line in the place of the answer (lost).
(string database, string keyToHost, string keyFromHost) = (args[0], args[1], args[2]);
var connection = new ConnectionKey("acme", "support line");
Uri? door = null;
(string Instant, string Kind) armed = default;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddHistoryImport(options => options.FetchTimeout = TimeSpan.FromSeconds(5)).UseSqlite(database).UseWhatsAppDecoder()
    .AddHistoryEndpoints(options => options.Bridge.DeliveryKey = (asked, _) => new(asked == connection ? keyToHost : null))
    .UseBridgeFetcher(options =>
    {
        options.Door = (_, _) => new(door);
        options.Key = (_, _) => new(keyFromHost);
    })
    .UseBridgeMediaRequester()
    .AddHistoryMedia(options =>
    {
        options.StandIn = new MediaStandIn(int.Parse(args[3], CultureInfo.InvariantCulture), args[4]);
        options.PhoneTimeout = TimeSpan.FromSeconds(5);
    })
    .UseMediaFolder(database + "-media");

WebApplication app = builder.Build();
app.Use(async (context, next) =>
{
    bool isArmed = armed.Kind is not null && context.Request.Headers["x-history-kind"] == armed.Kind;
    DieIf(isArmed && armed.Instant == "posted");
    await next(context);
    bool isStored = isArmed && context.Response.StatusCode == StatusCodes.Status204NoContent;
    DieIf(isStored && armed.Instant == "stored");
    if (isStored && armed.Instant == "lost")
    {
        armed = default;
        context.Abort();
    }
});
app.MapHistoryImport();
await app.StartAsync();
Tell("listening", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

while (Console.ReadLine() is { } line)
{
    string[] words = line.Split(' ');
    switch (words[0])
    {
        case "door": door = new Uri(words[1]); Tell("door", words[1]); break;
        case "arm": armed = (words[1], words[2]); Tell("armed", words[1]); break;
        case "import": Tell("imported", await ImportAsync(words.Length > 1 ? [Jid.Parse(words[1])] : [])); break;
        case "recover": Tell("recovered", await RecoverAsync(Jid.Parse(words[1]), words[2])); break;
        case "rows": Tell("rows", await RowsAsync()); break;
        case "set-aside": Tell("set-aside", JsonSerializer.Serialize(await app.Services.GetRequiredService<ISetAsideShelf>().ListAsync(connection))); break;
    }
}

await app.StopAsync();

async Task<string> ImportAsync(IReadOnlyList<Jid> chats)
{
    ImportResult result = await app.Services.GetRequiredService<IHistoryImporter>().ImportAsync(
        new ImportRequest { Connection = connection, Chats = chats, QuietPeriod = TimeSpan.Zero });
    return JsonSerializer.Serialize(new { outcome = result.Outcome.ToString(), fetchEnd = result.FetchEnd?.ToString(), fetchRequests = result.FetchRequests, reason = result.Reason, fetchReason = result.FetchReason });
}

async Task<string> RecoverAsync(Jid chat, string id)
{
    MediaResult result = await app.Services.GetRequiredService<IMediaRecovery>().RecoverAsync(
        connection, new MediaOrder { Messages = [new MessageKey(chat, default, false, id)], AskPhone = true });
    MediaItem item = result.Items.Single();
    await using Stream? file = item.Name is null ? null : new MediaFolder(database + "-media").OpenRead(connection, item.Name);
    using var reader = file is null ? null : new StreamReader(file);
    return JsonSerializer.Serialize(new { state = item.State.ToString(), reason = item.Reason.ToString(), content = reader is null ? null : await reader.ReadToEndAsync() });
}

async Task<string> RowsAsync()
{
    await ImportAsync([]);
    var rows = new List<object>();
    await foreach (ExportedMessage row in app.Services.GetRequiredService<IHistoryReader>().ReadAsync(connection))
    {
        rows.Add(new { id = row.Id, body = row.Body });
    }

    return JsonSerializer.Serialize(rows);
}

static void DieIf(bool isTime)
{
    if (isTime)
    {
        // Of its own signal it does not come back.
        Process.GetCurrentProcess().Kill();
        Environment.FailFast(null);
    }
}

static void Tell(string what, string said)
{
    Console.WriteLine($"{what} {said}");
    Console.Out.Flush();
}
