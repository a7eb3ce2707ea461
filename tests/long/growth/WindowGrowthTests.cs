using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Growth.Tests;

/// <summary>A ticket that wants the newest of a chat whose older messages are cached.</summary>
public sealed class WindowGrowthTests
{
    [Fact]
    public Task Import_SqliteTicketOfTheNewest_LooksAtNothingOfBefore() => Growth.StaysBelowAsync(Growth.None, 500, async messages =>
    {
        CountingCache counter = null!;
        await using var host = new SqliteHost(build: builder => builder.UseMessageCache((_, cache) => counter = new CountingCache(cache)));
        await host.ReceiveAsync(Enumerable.Range(0, messages).Select(i => Say.Text(Say.Number(1), "M" + i, Say.Time + i)));
        ImportResult result = null!;
        long steps = await host.StepsAsync(async () => result = await host.ImportAsync(NewestOf(messages)));
        Assert.Equal((50, false), (result.Counts.Inserted, result.FetchEnd is FetchEnd.NotSupported));
        Assert.InRange(counter.Messages, 50, 120);
        return steps;
    });

    [Fact]
    public Task Import_PostgreSqlTicketOfTheNewest_LooksAtNothingOfBefore() => Growth.StaysBelowAsync(Growth.None, 500, async messages =>
    {
        CountingCache counter = null!;
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync(build: builder => builder.UseMessageCache((_, cache) => counter = new CountingCache(cache)));
        await host.ReceiveAsync(Enumerable.Range(0, messages).Select(i => Say.Text(Say.Number(1), "M" + i, Say.Time + i)));
        ImportResult result = null!;
        long rows = await host.RowsAsync(async () => result = await host.ImportAsync(NewestOf(messages)));
        Assert.Equal((50, false), (result.Counts.Inserted, result.FetchEnd is FetchEnd.NotSupported));
        Assert.InRange(counter.Messages, 50, 120);
        return rows;
    });

    // Older ones are there, so that the phone need not be asked.
    static ImportRequest NewestOf(int messages) =>
        Say.Request(Say.Number(1)) with { Fetch = true, Since = DateTimeOffset.FromUnixTimeSeconds(Say.Time + messages - 50) };
}
