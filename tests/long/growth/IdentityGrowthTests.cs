using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Growth.Tests;

/// <summary>Who is who, of many and of one with many JIDs.</summary>
public sealed class IdentityGrowthTests
{
    [Fact]
    public Task JoinsOf_ManyHiddenIdsOfOneNumber_NamesEachOnce() => Growth.StaysBelowAsync(Growth.Linear, 1000, lids =>
    {
        var graph = new IdentityGraph(AliasSet.Empty);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < lids; i++)
        {
            Assert.True(graph.Add(Say.Claim(i, 1)));
        }

        Assert.Equal(lids, graph.JoinsOf(Enumerable.Range(0, lids).Select(i => Jid.Parse(Say.Lid(i)))).Count());
        return Task.FromResult(GC.GetAllocatedBytesForCurrentThread() - before);
    });

    [Fact]
    public Task AppendAsync_InMemoryCache_CostsNothingByTheClaimsThatAreThere() => Growth.StaysBelowAsync(Growth.Linear, 250, async sets =>
    {
        var cache = new InMemoryMessageCache(new HistoryImportOptions(), TimeProvider.System, new Telemetry(null), NullLogger.Instance);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < sets; i++)
        {
            ValueTask append = cache.AppendAsync(
                Say.Connection, new HistorySet { Claims = [Say.Claim(i, i)], Messages = [Say.Text(Say.Number(i), "M")], Account = [Jid.Parse(Say.Number(-1))] });
            Assert.True(append.IsCompletedSuccessfully);
            await append;
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    /// <summary>Each run learns a further number of one person, so that what is kept of him gets another key each time.</summary>
    [Fact]
    public Task JoinAsync_PostgreSqlOnePersonOfManyNumbers_SendsAsManyCommandsWhateverIsKnown() => Growth.StaysBelowAsync(Growth.None, 20, async numbers =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(new HistorySet { Claims = [.. Enumerable.Range(1, numbers).Select(i => Say.Claim(0, i))], Messages = [Say.Text(Say.Lid(0), "A")] });
        await host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero });
        await host.ReceiveAsync(new HistorySet { Claims = [Say.Claim(0, 0)], Messages = [Say.Text(Say.Lid(0), "B")] });
        return await host.CommandsAsync(() => host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero }));
    });
}
