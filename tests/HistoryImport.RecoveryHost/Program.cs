using System.Globalization;
using System.Net;
using HistoryImport;
using HistoryImport.Media;
using HistoryImport.RecoveryHost;
using Microsoft.Extensions.DependencyInjection;

// recover|tell DATABASE ADDRESS SCHEMA FOLDER PORT HOURS: recovers all media of the chat, from a server of this machine that stands for WhatsApp's, some hours from now;
// or tells how they stand. The files go below the folder, and lie there until they are verified, too.
var connection = new ConnectionKey("tenant", "connection");
var chat = Jid.Parse("5511900000001@s.whatsapp.net");
string folder = args[4];
var services = new ServiceCollection();
services.AddSingleton<TimeProvider>(new LaterTime(TimeSpan.FromHours(int.Parse(args[6], CultureInfo.InvariantCulture))));
services.AddSingleton(new MediaTransport
{
    Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }), IsAllowed = _ => true, IsTrusted = (_, certificate, _, _) => certificate is not null,
    Port = int.Parse(args[5], CultureInfo.InvariantCulture),
});
IHistoryImportBuilder builder = services.AddHistoryImport();
builder = args[1] == "sqlite" ? builder.UseSqlite(args[2]) : builder.UsePostgreSql(args[2], options => options.Schema = args[3]);
builder.AddHistoryMedia(options =>
{
    (options.FetchGap, options.PhoneGap, options.RetryDelay, options.MaxBytes) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1), 3_000_000_000);
    (options.FilesPerHour, options.FilesPerChatPerHour, options.RequestsPerHour, options.RequestsPerChatPerHour) = (1_000_000, 1_000_000, 100_000, 100_000);
    options.TemporaryFolder = Path.Combine(folder, "temporary");
}).UseMediaFolder(Path.Combine(folder, "media")).UseMediaRequester(provider => new ObligingPhone(provider));

await using ServiceProvider host = services.BuildServiceProvider();
var recovery = host.GetRequiredService<IMediaRecovery>();
MediaResult result;
if (args[0] == "recover")
{
    result = await recovery.RecoverAsync(connection, new MediaOrder { Chat = chat, MaxMessages = 10_000, AskPhone = true }, new Told());

    // What dead processes left is swept.
    await host.GetRequiredService<MediaParts>().Work.RunAsync(CancellationToken.None);
}
else
{
    var ledger = host.GetRequiredService<IMessageStore>().MediaLedger!;
    IReadOnlyList<MediaMessage> messages = await ledger.ListMessagesAsync(connection, new MediaQuery { Chats = [chat], Count = 10_000 });
    result = await recovery.GetAsync(connection, [.. messages.Select(message => message.Key)]);
}

foreach (MediaItem item in result.Items.OrderBy(item => item.Message.Id, StringComparer.Ordinal))
{
    Console.WriteLine($"= {item.Message.Id} {item.State} {item.Reason} {item.Length} {item.Name}");
}

if (OperatingSystem.IsLinux())
{
    Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)));
}

// What is fetched here, and what becomes of it: the rest is no news.
sealed class Told : IProgress<MediaItem>
{
    readonly HashSet<string> _fetched = [];

    public void Report(MediaItem value)
    {
        lock (_fetched)
        {
            if (value.State == MediaState.Fetching ? _fetched.Add(value.Message.Id) : _fetched.Contains(value.Message.Id))
            {
                Console.WriteLine($"{value.State}");
            }
        }
    }
}
