using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Growth.Tests;

/// <summary>Many who want the same chat at once.</summary>
public sealed class HerdGrowthTests
{
    static readonly DateTimeOffset _since = DateTimeOffset.FromUnixTimeSeconds(Say.Time - 1000);

    [Fact]
    public Task Import_TicketsWhoseWindowsDifferByTicks_CostsAsMuchAsOne() => Growth.StaysBelowAsync(
        Growth.None, 25, tickets => OperationsAsync(tickets, i => (_since.AddTicks(-i), null)));

    [Fact]
    public Task Import_TicketsOfWindowsApart_CostsAsManyOperationsATicket() => Growth.StaysBelowAsync(
        Growth.Linear, 25, tickets => OperationsAsync(tickets, i => (_since.AddSeconds(i), _since.AddSeconds(i))));

    [Fact]
    public Task Import_PostgreSqlTicketsOfWindowsApart_CostsAsManyCommandsATicket() => Growth.StaysBelowAsync(Growth.Linear, 10, async tickets =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(Say.Text(Say.Number(1), "A"));
        return await host.CommandsAsync(() => Task.WhenAll(Enumerable.Range(0, tickets).Select(i => Task.Run(() => host.Importer.ImportAsync(
            Say.Request(Say.Number(1)) with { Since = _since.AddSeconds(i), Until = _since.AddSeconds(i) })))));
    });

    /// <summary>All wait for one who does not let go.</summary>
    [Fact]
    public Task AcquireAsync_ManyWaitForOneLease_OneAsks() => Growth.StaysBelowAsync(Growth.None, 25, async waiters =>
    {
        var time = new ManualTimeProvider();
        var states = new CountingStates(new InMemoryStateStore(time));
        var leases = new Leases(
            states, new StateWatcher(states, time), new HistoryImportOptions(), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<Leases>.Instance);
        Assert.NotNull(await states.TrySetAsync(Say.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromHours(1)));
        using var over = new CancellationTokenSource();
        Task<LeaseHolder>[] waiting = [.. Enumerable.Range(0, waiters).Select(_ => leases.AcquireAsync(Say.Connection, "lease", Guid.NewGuid(), over.Token).AsTask())];
        for (int i = 0; i < 10; i++)
        {
            await time.WhenTimersAsync(1);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        long asked = states.Count;
        await over.CancelAsync();
        await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default);
        return asked;
    });

    static async Task<long> OperationsAsync(int tickets, Func<int, (DateTimeOffset Since, DateTimeOffset? Until)> window)
    {
        var states = new CountingStates(new InMemoryStateStore(TimeProvider.System));
        var held = new TaskCompletionSource();
        var store = new InMemoryMessageStore { BeforeUpsert = _ => held.Task.Wait(TimeSpan.FromMinutes(1)) };
        var services = new ServiceCollection();
        services.AddHistoryImport().UseMessageStore(_ => store).UseStateStore(_ => states);
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(
            Say.Connection, new HistorySet { Messages = [.. Enumerable.Range(0, 2 * tickets).Select(i => Say.Text(Say.Number(1), "M" + i, _since.AddSeconds(i).ToUnixTimeSeconds()))] });
        IHistoryImporter importer = provider.GetRequiredService<IHistoryImporter>();
        long before = states.Count;
        Task<ImportResult>[] all = [.. Enumerable.Range(0, tickets).Select(i => Task.Run(() => importer.ImportAsync(
            Say.Request(Say.Number(1)) with { Since = window(i).Since, Until = window(i).Until })))];

        // None ends before the last is there.
        await Task.Delay(200);
        held.SetResult();
        Assert.All(await Task.WhenAll(all), result => Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound, result.Reason));
        return states.Count - before;
    }
}
