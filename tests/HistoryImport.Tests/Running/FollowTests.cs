using HistoryImport.Samples;
using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Shared;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Running;

/// <summary>What another instance, which shares only the state store, can see of a run and do about it.</summary>
[Collection(ClockCollection.Name)]
public sealed class FollowTests
{
    readonly ManualTimeProvider _time = new();
    readonly InMemoryStateStore _state;

    public FollowTests() => _state = new(_time);

    [Fact]
    public async Task WatchAsync_RunOfAnotherInstance_TellsItToItsEnd()
    {
        await using TicketDesk one = Desk(), other = Desk();
        await one.KnowNewestAsync(one.AddChat(300));
        Task<List<ImportStatus>>? watching = null;
        one.Phone.Mood = (_, _) =>
        {
            watching ??= ListAsync(other.Host.Importer.WatchAsync(Some.Connection, TicketDesk.Ticket.Chats));
            return new PhoneMood { Answers = [TimeSpan.FromSeconds(6)] };
        };

        ImportResult result = await one.ImportAsync();
        List<ImportStatus> seen = await _time.RunAsync(() => watching!);

        Assert.All(seen[..^1], status => Assert.Equal((result.RunId, RunState.Running), (status.RunId, status.State)));
        Assert.True(seen.Count > 3, $"Saw {seen.Count}.");
        Assert.Equal((result.RunId, RunState.Ended, ImportOutcome.Completed), (seen[^1].RunId, seen[^1].State, seen[^1].Outcome));
        Assert.Equal(seen.Select(status => status.Counts.Inserted).Order(), seen.Select(status => status.Counts.Inserted));
    }

    [Fact]
    public async Task WatchAsync_NoRun_EndsAtOnce()
    {
        await using TicketDesk desk = Desk();

        Assert.Empty(await ListAsync(desk.Host.Importer.WatchAsync(Some.Connection)));
    }

    [Fact]
    public async Task WatchAsync_ProcessDied_EndsAsInterrupted()
    {
        var dead = new Guid("11111111-1111-1111-1111-111111111111");
        await using TicketDesk desk = Desk();
        await _state.TrySetAsync(Some.Connection, "status/*", """{"RunId":"11111111-1111-1111-1111-111111111111","State":"Running"}"""u8.ToArray(), 0);
        await _state.TrySetAsync(Some.Connection, "lease/import/*", dead.ToByteArray(), 0, TimeSpan.FromMinutes(1));

        List<ImportStatus> seen = await _time.RunAsync(() => ListAsync(desk.Host.Importer.WatchAsync(Some.Connection)));

        Assert.Equal([RunState.Running, RunState.Interrupted], seen.Select(status => status.State));
    }

    [Fact]
    public async Task ListRunningAsync_RunsOfAnotherInstance_ListsThoseThatGoOn()
    {
        await using TicketDesk one = Desk(), other = Desk();
        await one.KnowNewestAsync(one.AddChat(60));
        IReadOnlyList<ImportStatus> running = [];
        one.Phone.Mood = (_, _) =>
        {
            running = other.Host.Importer.ListRunningAsync(Some.Connection).AsTask().Result;
            return new PhoneMood();
        };

        ImportResult result = await one.ImportAsync();

        ImportStatus only = Assert.Single(running);
        Assert.Equal((result.RunId, RunState.Running), (only.RunId, only.State));
        Assert.Equal(TicketDesk.Ticket.Chats, only.Chats);
        Assert.Empty(await other.Host.Importer.ListRunningAsync(Some.Connection));
    }

    [Fact]
    public async Task CancelAsync_RunOfAnotherInstance_EndsItForAllWhoWait()
    {
        await using TicketDesk one = Desk(), other = Desk();
        await one.KnowNewestAsync(one.AddChat(300));
        bool? cancelled = null;
        Task<ImportResult>? joined = null;
        one.Phone.Mood = (_, ordinal) =>
        {
            if (ordinal == 2)
            {
                joined = one.Host.ImportAsync(TicketDesk.Ticket);
                cancelled = other.Host.Importer.CancelAsync(Some.Connection, TicketDesk.Ticket.Chats).AsTask().Result;
            }

            return ordinal == 2 ? PhoneMood.Silent : new PhoneMood();
        };

        ImportResult result = await one.ImportAsync();

        Assert.True(cancelled);
        Assert.Equal(ImportOutcome.Cancelled, result.Outcome);

        // Those who read it may have a tool, and no methods.
        Assert.Contains("somebody stopped it", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Async", result.Reason, StringComparison.Ordinal);
        Assert.Same(result, await joined!);
        ImportStatus status = (await other.Host.Importer.GetStatusAsync(Some.Connection, TicketDesk.Ticket.Chats))!;
        Assert.Equal((RunState.Ended, ImportOutcome.Cancelled), (status.State, status.Outcome));

        // What was committed stays, and the next import does the rest at once.
        one.Phone.Mood = (_, _) => new PhoneMood();
        Assert.Equal(300 - result.Counts.Inserted, (await one.ImportAsync()).Counts.Inserted);
    }

    [Fact]
    public async Task CancelAsync_StoreThatCannotSeeTheLease_EndsItWithinTwoBatches()
    {
        var store = new InMemoryMessageStore();
        await using var host = new ImportHost();
        await CancelledImport.AssertEndsWithinTwoBatchesAsync(
            builder => builder.UseMessageStore(store).UseMessageCache(host.Cache).UseStateStore(_state),
            () => Task.FromResult<long>(store.Rows(store.Connections.Single()).Count));
    }

    [Fact]
    public async Task GetStatusAsync_CancelledRunThatHasNotEnded_SaysThatItGoesOn()
    {
        await using TicketDesk one = Desk(), other = Desk();
        await one.KnowNewestAsync(one.AddChat(300));
        RunState? state = null;
        one.Phone.Mood = (_, _) =>
        {
            Assert.True(other.Host.Importer.CancelAsync(Some.Connection, TicketDesk.Ticket.Chats).AsTask().Result);
            state = other.Host.Importer.GetStatusAsync(Some.Connection, TicketDesk.Ticket.Chats).AsTask().Result?.State;
            return PhoneMood.Silent;
        };

        ImportResult result = await one.ImportAsync();

        Assert.Equal((RunState.Running, ImportOutcome.Cancelled), (state, result.Outcome));
    }

    [Fact]
    public async Task ForgetAsync_RunOfAnotherInstance_EndsItAndLeavesNoStatus()
    {
        await using TicketDesk one = Desk(), other = Desk();
        await one.KnowNewestAsync(one.AddChat(300));
        Task? forgotten = null;
        one.Phone.Mood = (_, _) =>
        {
            forgotten ??= other.Host.Inbox.ForgetAsync(Some.Connection).AsTask();
            return PhoneMood.Silent;
        };

        ImportResult result = await one.ImportAsync();
        await _time.RunAsync(async () =>
        {
            await forgotten!;
            return true;
        });

        Assert.Equal(ImportOutcome.Cancelled, result.Outcome);
        Assert.Null(await other.Host.Importer.GetStatusAsync(Some.Connection, TicketDesk.Ticket.Chats));
        Assert.Empty(await _state.ListKeysAsync(Some.Connection, ""));
    }

    [Fact]
    public async Task CancelAsync_NothingRuns_SaysSo()
    {
        await using TicketDesk desk = Desk();

        Assert.False(await desk.Host.Importer.CancelAsync(Some.Connection));
    }

    static async Task<List<ImportStatus>> ListAsync(IAsyncEnumerable<ImportStatus> statuses)
    {
        var all = new List<ImportStatus>();
        await foreach (ImportStatus status in statuses)
        {
            all.Add(status);
        }

        return all;
    }

    TicketDesk Desk() => new(state: _state, time: _time);
}
