using HistoryImport;
using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

public sealed class MyTicketTests
{
    [Fact]
    public async Task ImportAsync_PhoneHasOlderMessages_AreFetched()
    {
        var connection = new ConnectionKey("acme", "support-line");
        const string Chat = "5511900000001@s.whatsapp.net";
        var chat = new PhoneChat { Spellings = [Chat], Messages = [.. Enumerable.Range(0, 60).Select(Message)] };
        var phone = new SimulatedPhone(TimeProvider.System) { Mood = (_, _) => new PhoneMood { Answers = [TimeSpan.FromMilliseconds(1)] } };
        phone.Add(connection, chat);
        var store = new InMemoryMessageStore();
        var sink = new RecordingProgressSink();
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore>(store);
        services.AddSingleton<IHistoryFetcher>(phone);
        await using ServiceProvider host = services.BuildServiceProvider();
        phone.Inbox = host.GetRequiredService<IHistoryInbox>();
        await phone.Inbox.ReceiveAsync(connection, new HistorySet { Messages = [Message(59)] }, TestContext.Current.CancellationToken);

        ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = connection, Chats = [Jid.Parse(Chat)], ProgressSink = sink }, TestContext.Current.CancellationToken);

        Assert.Equal(FetchEnd.Exhausted, result.FetchEnd);
        Assert.Equal(60, store.Rows(connection).Count);
        Assert.NotEmpty(sink.Reports);

        static HistoryMessage Message(int i) => new()
        {
            Id = "M" + i, RemoteJid = Chat, Timestamp = 1_700_000_000 + i, Content = new MessageContent { Kind = MessageKind.Text, Body = "body " + i },
        };
    }
}
