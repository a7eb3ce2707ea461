namespace HistoryImport.Growth.Tests;

/// <summary>The oldest messages of a chat, however many are of one second.</summary>
public sealed class OldestGrowthTests
{
    [Fact]
    public Task GetOldestAsync_Sqlite_ReadsAFew() => Growth.StaysBelowAsync(Growth.None, 500, async messages =>
    {
        await using var host = new SqliteHost();
        await host.ReceiveAsync(OfOneSecond(messages));
        await host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero });
        return await host.StepsAsync(() => AskAsync(host.Store));
    });

    [Fact]
    public Task GetOldestAsync_PostgreSql_ReadsAFew() => Growth.StaysBelowAsync(Growth.None, 500, async messages =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(OfOneSecond(messages));
        await host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero });
        await host.AskAsync("ANALYZE {s}.messages; SELECT 1");
        return await host.RowsAsync(() => AskAsync(host.Store));
    });

    static IEnumerable<HistoryMessage> OfOneSecond(int messages) => Enumerable.Range(0, messages).Select(i => Say.Text(Say.Number(1), "M" + i));

    static async Task AskAsync(IMessageStore store) =>
        Assert.Equal(4, (await store.GetOldestAsync(Say.Connection, [Jid.Parse(Say.Number(1))], 4)).Count);
}
