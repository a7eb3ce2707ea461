using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Cache;

/// <summary>What rests is not walked to find what does not, nor what waits to find what waits for one message.</summary>
public sealed class RestPlanTests : IAsyncLifetime
{
    static readonly string[] _ids = ["T20001", "T40000", "M7"];

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        await new PostgreSqlMessageStore(_schema.Open()).UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
        await _schema.QueryAsync("""
            INSERT INTO {s}.cache_entries(connection_id, waiting, chat, timestamp, kind, received_at, payload, target, rest)
            SELECT 1, i > 20000, CASE WHEN i % 2 = 0 THEN 'one' ELSE 'other' END, i, 0, i, '\x00', CASE WHEN i > 20000 THEN 'T' || i END,
              CASE WHEN i > 20010 THEN 2 ELSE 0 END
            FROM generate_series(1, 40000) AS i
            """);
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdsOfChats_AnyStatistics_UsesTheIndexOfTheChat(bool analysed) => AssertBy(
        "cache_entries_rest_chat", await ExplainAsync(analysed, RestSql.IdsOfChats, 1L, 0L, 1_000_000L, 1000L, new[] { 0L, 0L }, new[] { "one", "other" }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdsOfConnection_AnyStatistics_UsesTheIndexOfTheConnection(bool analysed) => AssertBy(
        "cache_entries_rest", await ExplainAsync(analysed, RestSql.IdsOfConnection, 1L, 0L, 1_000_000L, 1000L, new[] { 0L }, true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GlanceAtChats_AnyStatistics_UsesTheIndexOfTheChat(bool analysed) => AssertBy(
        "cache_entries_rest_chat",
        await ExplainAsync(
            analysed, RestSql.GlanceAtChats, Some.Connection.Tenant, Some.Connection.Name, 0L, 0L, 500L, 1_000_000L, new[] { "one", "other" }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GlanceAtConnection_AnyStatistics_UsesTheIndexOfTheConnection(bool analysed) => AssertBy(
        "cache_entries_rest",
        await ExplainAsync(analysed, RestSql.GlanceAtConnection, Some.Connection.Tenant, Some.Connection.Name, 0L, 0L, 500L, 1_000_000L));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WaitingFor_AnyStatistics_LooksEachIdUp(bool analysed) => AssertBy(
        "cache_entries_target",
        await ExplainAsync(analysed, RestSql.WaitingFor, Some.Connection.Tenant, Some.Connection.Name, _ids));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutToRestAndWake_AnyStatistics_LookEachEntryUp(bool analysed)
    {
        AssertBy("cache_entries_pkey", await ExplainAsync(analysed, RestSql.Wake, 1L, new[] { 30_000L, 30_001L }));
        long[] entries = [.. Enumerable.Range(30_000, 20).Select(id => (long)id)];
        AssertBy(
            "cache_entries_pkey",
            await ExplainAsync(
                analysed, RestSql.PutToRest, Some.Connection.Tenant, Some.Connection.Name, entries, entries.Select(_ => (short)2).ToArray(),
                entries.Select(id => "T" + id).ToArray()));
    }

    static void AssertBy(string index, string plan)
    {
        Assert.Contains($" {index} ", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on cache_entries", plan, StringComparison.Ordinal);
        Assert.DoesNotContain(
            plan.Split('\n'),
            line => line.Contains("Scan", StringComparison.Ordinal) && line.Contains("on cache_entries", StringComparison.Ordinal)
                && !line.Contains($" {index} ", StringComparison.Ordinal));
    }

    async Task<string> ExplainAsync(bool analysed, string sql, params object[] parameters)
    {
        await _schema.QueryAsync(analysed ? "ANALYZE {s}.cache_entries" : "SELECT 1");
        return await _schema.ExplainAsync(sql, parameters);
    }
}
