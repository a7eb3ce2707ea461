namespace HistoryImport.Growth.Tests;

/// <summary>What all that is known of who is who costs those who ask for little.</summary>
public sealed class ClaimsGrowthTests
{
    static readonly ImportRequest _ticket = Say.Request(Say.Number(1));

    [Fact]
    public Task Import_SqliteTicketWithNothingToDo_ReadsNothingOfTheOthers() => Growth.StaysBelowAsync(Growth.None, 500, async claims =>
    {
        await using var host = new SqliteHost();
        await host.ReceiveAsync(ManyClaims(claims));
        await host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero });
        return await host.StepsAsync(async () =>
        {
            await host.Importer.ImportAsync(_ticket);
            await host.Importer.GetStatusAsync(Say.Connection, _ticket.Chats);
        });
    });

    [Fact]
    public Task Import_PostgreSqlTicketWithNothingToDo_ReadsNothingOfTheOthers() => Growth.StaysBelowAsync(Growth.None, 500, async claims =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(ManyClaims(claims));
        await host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero });
        await host.AskAsync("ANALYZE {s}.claims; SELECT 1");
        return await host.RowsAsync(async () =>
        {
            await host.Importer.ImportAsync(_ticket);
            await host.Importer.GetStatusAsync(Say.Connection, _ticket.Chats);
        });
    });

    static HistorySet ManyClaims(int claims) => new() { Claims = [.. Enumerable.Range(1, claims).Select(i => Say.Claim(i, i))], Messages = [Say.Text(Say.Number(1), "A")] };
}
