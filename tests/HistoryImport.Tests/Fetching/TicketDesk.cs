using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Fetching;

/// <summary>A host with a phone: one chat of so many messages, of which the desk knows the newest few.</summary>
sealed class TicketDesk : IAsyncDisposable
{
    public const string Lid = "123456789012345@lid";

    public TicketDesk(
        Action<HistoryImportOptions>? configure = null, InMemoryMessageStore? store = null, IStateStore? state = null,
        Func<FetchRequest, Task<FetchReply>>? fetcher = null, ManualTimeProvider? time = null)
    {
        Time = time ?? new ManualTimeProvider();
        Phone = new SimulatedPhone(Time);
        Host = new ImportHost(
            store,
            configure,
            services =>
            {
                services.AddSingleton<TimeProvider>(Time);
                services.AddSingleton<IHistoryFetcher>(fetcher is null ? Phone : new Fetcher(fetcher));
                if (state is not null)
                {
                    services.AddSingleton(state);
                }
            });
        Phone.Inbox = Host.Inbox;
    }

    public ManualTimeProvider Time { get; }

    public SimulatedPhone Phone { get; }

    public ImportHost Host { get; }

    public static ImportRequest Ticket { get; } = Some.Request with { Chats = [Jid.Parse(Some.Chat)], Fetch = true };

    /// <summary>Messages a minute apart, oldest first.</summary>
    public static IReadOnlyList<HistoryMessage> History(int count, string chat = Some.Chat, string prefix = "M") =>
        [.. Enumerable.Range(0, count).Select(i => Some.Text($"{prefix}{i:D5}", chat, time: Some.Time + 60 * i, fromMe: i % 3 == 0))];

    public PhoneChat AddChat(int messages, string chat = Some.Chat, ConnectionKey? connection = null, string prefix = "M")
    {
        var held = new PhoneChat { Spellings = [chat, Lid], Messages = History(messages, chat, prefix) };
        Phone.Add(connection ?? Some.Connection, held);
        return held;
    }

    /// <summary>Lets the desk know the newest messages of a chat of the phone.</summary>
    public ValueTask KnowNewestAsync(PhoneChat chat, int count = 1) => Host.ReceiveAsync(chat.Messages.TakeLast(count));

    /// <summary>Imports, and moves the clock as long as that takes.</summary>
    public Task<ImportResult> ImportAsync(ImportRequest? request = null, CancellationToken cancellationToken = default) =>
        Time.RunAsync(() => Host.ImportAsync(request ?? Ticket, cancellationToken));

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    sealed class Fetcher(Func<FetchRequest, Task<FetchReply>> fetch) : IHistoryFetcher
    {
        public async ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default) => await fetch(request);
    }
}
