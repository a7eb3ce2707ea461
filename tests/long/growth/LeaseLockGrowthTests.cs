using HistoryImport.Testing.Xunit;

namespace HistoryImport.Growth.Tests;

/// <summary>What a transaction locks on the server, whatever runs beside it.</summary>
public sealed class LeaseLockGrowthTests
{
    [Fact]
    public Task AppendAsync_BesideManyLeasesOfItsProcess_TakesOneLock() => Growth.StaysBelowAsync(Growth.None, 25, async leases =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        for (int i = 0; i < leases; i++)
        {
            Assert.NotNull(await host.State.TrySetAsync(Say.Connection, "lease/" + i, Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromHours(1)));
        }

        long locks = 0;
        await host.Cache.AppendAsync(
            Say.Connection, new HistorySet { Messages = new TrippingList<HistoryMessage>([Say.Text(Say.Number(1), "A")], () => locks = CountAsync(host).Result) });
        Assert.Equal(1, locks);
        return locks;
    });

    static Task<long> CountAsync(PostgreSqlHost host) => Task.Run(() => host.AskAsync(
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING(pid) WHERE locktype = 'advisory' AND application_name = '{s}'"));
}
