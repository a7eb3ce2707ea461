using System.Globalization;

namespace HistoryImport.Growth.Tests;

/// <summary>More imports and sets at once than any pool has connections: none fails, and the server hardly notices.</summary>
public sealed class OutageTests
{
    const int PoolSize = 90;
    const int MostLocksOfATransaction = 2;

    static readonly int _imports = LongRun.IsWanted ? 2000 : 200;
    static readonly int _sets = LongRun.IsWanted ? 10_000 : 1000;

    [Fact]
    public async Task ImportAsync_ManyConnectionsAtOnce_NoneFailsAndNobodyElseIsDisturbed()
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync(maxPoolSize: PoolSize);
        await AtOnceAsync(host, _sets, async i => await host.Inbox.ReceiveAsync(
            ConnectionOf(i % _imports), new HistorySet { Messages = [.. Enumerable.Range(0, 3).Select(j => Say.Text(Say.Number(i), $"{i}-{j}"))] }));

        await AtOnceAsync(host, _imports, async i =>
        {
            ImportResult result = await host.Importer.ImportAsync(new ImportRequest { Connection = ConnectionOf(i), QuietPeriod = TimeSpan.Zero, Fetch = false });
            Assert.Equal(ImportOutcome.Completed, result.Outcome);
        });

        Assert.Equal(3 * _sets, await host.AskAsync("SELECT count(*) FROM {s}.messages"));
        Assert.Equal(0, await host.AskAsync("SELECT count(*) FROM {s}.cache_entries"));
    }

    /// <summary>As a desk does that is opened in the morning: each asks for the last three months of one chat, counted from its own moment.</summary>
    [Fact]
    public async Task ImportAsync_TwoHundredTicketsOfOneChatAtOnce_ShareFewRuns()
    {
        const int Tickets = 200;
        const int MostRuns = 10;
        const int MostCommandsOfATicket = 20;
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(Enumerable.Range(0, 300).Select(i => Say.Text(Say.Number(1), "M" + i, TimeProvider.System.GetUtcNow().AddDays(-i % 80).ToUnixTimeSeconds())));
        ImportResult[] results = [];
        long commands = await host.CommandsAsync(async () => results = await Task.WhenAll(Enumerable.Range(0, Tickets).Select(_ => Task.Run(
            () => host.Importer.ImportAsync(Say.Request(Say.Number(1)) with { Since = TimeProvider.System.GetUtcNow().AddMonths(-3) })))));

        Assert.All(results, result => Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound, result.Reason));
        Assert.Equal(300, await host.AskAsync("SELECT count(*) FROM {s}.messages"));
        int runs = results.Select(result => result.RunId).Distinct().Count();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Tickets} tickets: {runs} runs, {commands} commands"));
        Assert.InRange(runs, 1, MostRuns);
        Assert.InRange(commands / Tickets, 0, MostCommandsOfATicket);
    }

    /// <summary>Does much at once, and meanwhile looks at the locks, and at whether others still get answers.</summary>
    static async Task AtOnceAsync(PostgreSqlHost host, int count, Func<int, Task> work)
    {
        Task all = Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i))));
        long most = 0, answers = 0;
        while (!all.IsCompleted)
        {
            most = Math.Max(most, await host.AskAsync("""
                SELECT COALESCE(max(held), 0) FROM (
                  SELECT count(*) AS held FROM pg_locks JOIN pg_stat_activity USING(pid)
                  WHERE locktype = 'advisory' AND application_name = '{s}' GROUP BY virtualtransaction) AS transactions
                """));
            answers++;
        }

        await all;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} at once: at most {most} locks a transaction, {answers} questions of others answered meanwhile"));
        Assert.InRange(most, 0, MostLocksOfATransaction);
        Assert.True(answers > 0);
    }

    static ConnectionKey ConnectionOf(int i) => new("tenant", $"connection {i}");
}
