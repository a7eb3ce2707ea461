using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Tests.Fetching;

/// <summary>Cancelled, or killed, at any call of any contract, and run again: the rows are those of a run that nothing happened to.</summary>
[Collection(ClockCollection.Name)]
public sealed class AccidentTests
{
    [Theory]
    [InlineData(AccidentKind.Cancelled)]
    [InlineData(AccidentKind.DiedBefore)]
    [InlineData(AccidentKind.DiedAfter)]
    [Trait("Hazard", "H-16")]
    [Trait("Hazard", "H-43")]
    public async Task ImportAsync_AccidentAtEveryCallOfEveryContract_SecondRunGivesTheSameRows(AccidentKind kind)
    {
        using var none = new Accident();
        IReadOnlyList<string> undisturbed = await RunAsync(none);
        Assert.Equal(5, none.Calls.Count);
        Assert.All(none.Calls, calls => Assert.InRange(calls.Value, 2, 1000));

        foreach ((string contract, int calls) in none.Calls)
        {
            for (int call = 1; call <= calls; call++)
            {
                using var accident = new Accident(contract, call, kind);
                IReadOnlyList<string> rows = await RunAsync(accident);
                Assert.True(rows.SequenceEqual(undisturbed), $"{kind} at call {call} of {contract}: {rows.Count} rows instead of {undisturbed.Count}.");
            }
        }
    }

    /// <summary>Two runs of one script over the same cache, store and state: one that the accident happens to, one that it does not.</summary>
    static async Task<IReadOnlyList<string>> RunAsync(Accident accident)
    {
        var time = new ManualTimeProvider();
        using var telemetry = new Telemetry();
        var cache = new InMemoryMessageCache(new HistoryImportOptions(), time, telemetry, NullLogger<InMemoryMessageCache>.Instance);
        var store = new InMemoryMessageStore();
        var state = new InMemoryStateStore(time);
        var phone = new SimulatedPhone(time);
        var chat = new PhoneChat { Spellings = [Some.Chat, Some.ChatLid], Messages = TicketDesk.History(130), AnswersTo = Some.ChatLid };
        phone.Add(Some.Connection, chat);
        using var nothing = new Accident();
        bool isReceived = false;

        await using (ServiceProvider first = Host(accident))
        {
            await time.RunAsync(() => TryAsync(first, accident));
        }

        await using ServiceProvider second = Host(nothing);
        Assert.True(await time.RunAsync(() => TryAsync(second, nothing)));
        return store.Texts(Some.Connection);

        ServiceProvider Host(Accident happening)
        {
            var services = new ServiceCollection();
            services.AddHistoryImport(options => options.BatchSize = 20);
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton(Interception.Of<IMessageCache>(cache, happening));
            services.AddSingleton(Interception.Of<IMessageStore>(store, happening));
            services.AddSingleton(Interception.Of<IStateStore>(state, happening));
            services.AddSingleton(Interception.Of<IHistoryFetcher>(phone, happening));
            services.AddSingleton(Interception.Of<IProgressSink>(new RecordingProgressSink(), happening));
            ServiceProvider provider = services.BuildServiceProvider();
            phone.Inbox = new LastingInbox(provider.GetRequiredService<IHistoryInbox>());
            return provider;
        }

        async Task<bool> TryAsync(ServiceProvider host, Accident happening)
        {
            try
            {
                if (!isReceived)
                {
                    await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(
                        Some.Connection,
                        Some.Set([.. chat.Messages.TakeLast(30), Some.Amendment(AmendmentKind.Revoke, "M00001", fromMe: false)])
                            with { SyncType = HistorySyncType.Recent, Claims = [JidClaim.TryCreate(Some.ChatLid, Some.Chat)!] });
                }
            }
            catch (ProcessDiedException)
            {
                // The host hands a set over again that it could not hand over.
                return false;
            }

            isReceived = true;
            try
            {
                ImportRequest request = TicketDesk.Ticket with { Reopen = ReferenceEquals(happening, nothing) };
                ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(request, happening.Token);
                return result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>A socket whose process is gone delivers nothing.</summary>
    sealed class LastingInbox(IHistoryInbox inbox) : IHistoryInbox
    {
        public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
            inbox.ForgetAsync(connection, cancellationToken);

        public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
        {
            try
            {
                await inbox.ReceiveAsync(connection, set, cancellationToken);
            }
            catch (ProcessDiedException)
            {
                await Task.CompletedTask;
            }
        }
    }
}
