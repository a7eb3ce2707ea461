using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>The server goes, as by a crash, and comes back while a ticket is imported: each message is there once, and the run ends as any.</summary>
/// <remarks>Three restarts by default; HISTORYIMPORT_LONG=1 makes twenty.</remarks>
[Trait("Size", "Long")]
public sealed class RestartedServerTests
{
    const int Held = 160;
    const int Received = 30;
    const int Pages = 3;

    static readonly int _restarts = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 20 : 3;
    static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task ImportAsync_ServerIsRestartedDuringATicket_EveryMessageOnce()
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        await RestartAgainAndAgainAsync(cluster);
        await cluster.StopAsync();
    }

    static async Task RestartAgainAndAgainAsync(PrivateCluster cluster)
    {
        await using TestSchema schema = await TestSchema.CreateAsync(address: cluster.ConnectionString);
        var phone = new SimulatedPhone(TimeProvider.System);
        await using ServiceProvider host = Host(schema, phone);
        phone.Inbox = host.GetRequiredService<IHistoryInbox>();
        var random = new Random(1);
        for (int restart = 0; restart < _restarts; restart++)
        {
            PhoneChat chat = Chat($"55119{restart:D8}@s.whatsapp.net");
            phone.Add(Some.Connection, chat);

            // The server goes as one of them is asked for, at some point of what follows.
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            int pages = 0, last = 1 + restart % Pages;
            phone.Mood = (_, _) =>
            {
                if (++pages == last)
                {
                    asked.TrySetResult();
                }

                // The last page ends the run soon after it: it must not come before the server is gone as a rule.
                return new PhoneMood { Answers = [TimeSpan.FromMilliseconds(pages < Pages ? 20 : 60)] };
            };
            await phone.Inbox.ReceiveAsync(
                Some.Connection, new HistorySet { SyncType = HistorySyncType.Recent, Messages = [.. chat.Messages.TakeLast(Received)] });
            Task<ImportResult> import = host.GetRequiredService<IHistoryImporter>().ImportAsync(
                new ImportRequest { Connection = Some.Connection, Chats = [Jid.Parse(chat.Spellings[0])] });
            await asked.Task.WaitAsync(_patience);
            await Task.Delay(random.Next(40));
            await cluster.StopAsync();
            Assert.False(import.IsCompleted, "The server went too late.");
            await cluster.StartAsync();

            ImportResult result = await import.WaitAsync(_patience);
            Assert.Equal((ImportOutcome.Completed, (FetchEnd?)FetchEnd.Exhausted), (result.Outcome, result.FetchEnd));
        }

        Assert.Empty(phone.Refusals);
        Assert.Equal(
            [(long)Held * _restarts, (long)Held * _restarts, 0L],
            (await schema.QueryAsync(
                "SELECT (SELECT count(*) FROM {s}.messages), (SELECT count(*) FROM (SELECT DISTINCT chat_id, id FROM {s}.messages) AS once), (SELECT count(*) FROM {s}.cache_entries)"))[0]);
    }

    static ServiceProvider Host(TestSchema schema, SimulatedPhone phone)
    {
        var services = new ServiceCollection();
        services.AddHistoryImport(options =>
        {
            options.FetchTimeout = TimeSpan.FromMinutes(1);
            options.LeaseDuration = TimeSpan.FromMinutes(2);
        }).UseHistoryFetcher(phone).UsePostgreSql(schema.Source, options => (options.Schema, options.MaxRetries) = (schema.Name, 50));
        return services.BuildServiceProvider();
    }

    static PhoneChat Chat(string jid) => new()
    {
        Spellings = [jid],
        Messages = [.. Enumerable.Range(0, Held).Select(i => Some.Message($"M{i:D3}", jid, Some.Time + 60 * i))],
    };
}
