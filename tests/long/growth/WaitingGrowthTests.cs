using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Growth.Tests;

/// <summary>What amendments whose message never comes cost the runs after the first that offered them.</summary>
public sealed class WaitingGrowthTests
{
    static readonly string _chat = Say.Number(1);

    static readonly ImportRequest _ticket = Say.Request(_chat) with { Since = DateTimeOffset.FromUnixTimeSeconds(Say.Time), QuietPeriod = TimeSpan.Zero };

    [Theory]
    [InlineData(AmendmentKind.Reaction)]
    [InlineData(AmendmentKind.Revoke)]
    [InlineData(AmendmentKind.Status)]
    [InlineData(AmendmentKind.Edit)]
    public Task Import_SqliteOthersWait_OffersNoneOfThemAgain(AmendmentKind kind) => Growth.StaysBelowAsync(Growth.None, 1000, async amendments =>
    {
        CountingCache counter = null!;
        await using var host = new SqliteHost(build: builder => builder.UseMessageCache((_, cache) => counter = new CountingCache(cache)));
        await BeginAsync(host, kind, amendments);
        long read = counter.Messages;
        long steps = await host.StepsAsync(() => GoOnAsync(host, kind));
        Assert.InRange(counter.Messages - read, 4, 20);
        return steps;
    });

    [Theory]
    [InlineData(AmendmentKind.Reaction)]
    [InlineData(AmendmentKind.Revoke)]
    [InlineData(AmendmentKind.Status)]
    [InlineData(AmendmentKind.Edit)]
    public Task Import_PostgreSqlOthersWait_OffersNoneOfThemAgain(AmendmentKind kind) => Growth.StaysBelowAsync(Growth.None, 1000, async amendments =>
    {
        CountingCache counter = null!;
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync(build: builder => builder.UseMessageCache((_, cache) => counter = new CountingCache(cache)));
        await BeginAsync(host, kind, amendments);
        long read = counter.Messages;

        // Else what counts is what the server has not cleared away yet.
        await host.AskAsync("VACUUM (INDEX_CLEANUP ON) {s}.cache_entries");
        long rows = await host.RowsAsync(() => GoOnAsync(host, kind));
        Assert.InRange(counter.Messages - read, 4, 20);
        return rows;
    });

    static async Task BeginAsync(GrowthHost host, AmendmentKind kind, int amendments)
    {
        await host.ReceiveAsync(
            Enumerable.Range(0, amendments).Select(i => Amendment(kind, "A" + i, "NEVER" + i)).Prepend(Say.Text(_chat, "FIRST")));
        await RunAsync(host, _ticket);

        // Each scope offers all of its own once.
        await RunAsync(host, All(kind));

        // Beside others that write at the moment a database may let them rest a little later.
        for (int i = 0; i < 50 && await AnyIsOfferedAsync(host); i++)
        {
            await Task.Delay(10 * i);
            await RunAsync(host, All(kind));
        }
    }

    static async Task<bool> AnyIsOfferedAsync(GrowthHost host)
    {
        await foreach (CacheBatch batch in host.Cache.ReadAsync(new CacheQuery { Connection = Say.Connection, Waiting = true, Rest = AmendmentRest.None }))
        {
            return batch.Messages.Count > 0;
        }

        return false;
    }

    // Each time something comes that is theirs: another amendment that waits, and messages one of which it was for.
    static async Task GoOnAsync(GrowthHost host, AmendmentKind kind)
    {
        await host.ReceiveAsync(Amendment(kind, "B", "LATER"));
        await RunAsync(host, _ticket);
        await host.ReceiveAsync(Say.Text(_chat, "LATER") with { FromMe = kind == AmendmentKind.Status }, Say.Text(_chat, "OTHER"));
        Assert.Equal(2, (await RunAsync(host, All(kind))).Counts.Inserted);
        await RunAsync(host, _ticket);
        await RunAsync(host, All(kind));
    }

    static async Task<ImportResult> RunAsync(GrowthHost host, ImportRequest request)
    {
        ImportResult result = await host.Importer.ImportAsync(request);
        Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound, result.Outcome.ToString());
        return result;
    }

    // An edit makes a row where no window is asked for: then it does not wait.
    static ImportRequest All(AmendmentKind kind) => kind == AmendmentKind.Edit ? _ticket with { Chats = [] } : Say.Request() with { QuietPeriod = TimeSpan.Zero };

    static HistoryMessage Amendment(AmendmentKind kind, string id, string target) => Say.Reaction(_chat, id, target, _chat) with
    {
        FromMe = kind == AmendmentKind.Status,
        Amendment = new MessageAmendment { Kind = kind, TargetId = target, Text = "text", Status = kind == AmendmentKind.Status ? MessageStatus.Read : null },
    };
}
