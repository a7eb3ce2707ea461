using HistoryImport.Samples;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Erasing;

/// <summary>A person who is erased is gone from the library's rows and from the host's, and stays so.</summary>
public sealed class ErasedHistoryTests
{
    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task ErasePersonAsync_ThenDeliveredAgain_StaysErasedHereAndThere(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        await using ServiceProvider host = Host(desk);
        await ErasedHistory.ImportAsync(host);
        Assert.Contains(await desk.RowsAsync(), HoldsHer);

        ErasureResult result = await ErasedHistory.EraseAsync(host);

        Assert.Empty(result.Limitations);
        Assert.True(result is { Messages: > 0, Reactions: > 0, Names: > 0, RawPayloads: > 0, CacheEntries: > 0 }, $"{result}");
        await AssertNothingIsLeftAsync();
        await ErasedHistory.AssertStaysErasedAsync(host, () => desk.Database.Rows().Select(row => (row.Key.Id, row.Body)));
        await AssertNothingIsLeftAsync();

        // The host's rows are those that are left, and no others.
        Assert.Equal(desk.Database.Rows().Length, (await desk.RowsAsync()).Count(row => row.StartsWith("message ", StringComparison.Ordinal)));

        async Task AssertNothingIsLeftAsync()
        {
            Assert.DoesNotContain(await desk.RowsAsync(), HoldsHer);
            Assert.DoesNotContain(desk.Database.Rows(), row => HoldsHer($"{row.Key.Chat} {row.Key.Sender} {row.Body} {row.PushName} {row.Reactions}")
                || ErasedHistory.FindSecrets(row.Raw.ToArray()).Count > 0);
        }
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task RemoveOlderAsync_MoreThanAPiece_RemovesWhatIsOlderHereAndThere(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        await using ServiceProvider host = Host(desk);
        await ErasedHistory.ImportAsync(host);
        long bound = desk.Database.Rows().Select(row => row.Timestamp).OfType<long>().Order().ElementAt(1500);

        await host.GetRequiredService<IHistoryEraser>().RemoveOlderAsync(ErasedHistory.Connection, DateTimeOffset.FromUnixTimeSeconds(bound));

        Assert.All(desk.Database.Rows(), row => Assert.False(row.Timestamp < bound));
        Assert.NotEmpty(desk.Database.Rows());
        Assert.Equal(desk.Database.Rows().Length, (await desk.RowsAsync()).Count(row => row.StartsWith("message ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task EraseTenantAsync_MoreThanAPiece_LeavesNothing(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        await using ServiceProvider host = Host(desk);
        await ErasedHistory.ImportAsync(host);

        await host.GetRequiredService<IHistoryEraser>().EraseTenantAsync(ErasedHistory.Connection.Tenant);

        Assert.Empty(desk.Database.Rows());
        Assert.Empty(desk.Database.Names(ErasedHistory.Connection));
        Assert.Empty(await desk.RowsAsync());
        Assert.Equal(0L, Convert.ToInt64(desk.Database.Query("SELECT count(*) FROM history_import_reactions")[0][0], null));
    }

    static bool HoldsHer(string text) => ErasedHistory.FindSecrets(System.Text.Encoding.UTF8.GetBytes(text)).Count > 0;

    static ServiceProvider Host(Desk desk) => desk.Host(builder: import => import.UseErasureKey(ErasedHistory.Key));
}
