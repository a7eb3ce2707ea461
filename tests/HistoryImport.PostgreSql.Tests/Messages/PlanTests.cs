using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Messages;

/// <summary>What the server does with the statements that must not grow with the table.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        HistoryDatabase database = _schema.Open();
        await new PostgreSqlMessageStore(database).UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
        await _schema.QueryAsync("""
            INSERT INTO {s}.cache_entries(connection_id, waiting, chat, timestamp, kind, received_at, payload)
            SELECT 1, false, CASE WHEN i > 19990 THEN 'few' ELSE 'many' END, i, 0, i, '\x00' FROM generate_series(1, 20000) AS i;
            INSERT INTO {s}.messages(chat_id, id, from_me, sender, timestamp, revoked, version, kind, body)
            SELECT 1, 'M' || i, false, '', i, false, '\x00', 'text', repeat('x', 100) FROM generate_series(1, 50000) AS i
            """);
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdsOfChats_AnyStatistics_UsesTheIndexOfTheChat(bool analysed)
    {
        await AnalyseAsync(analysed, "cache_entries");
        string plan = await _schema.ExplainAsync(CacheSql.IdsOfChats, 1L, false, 1_000_000L, long.MinValue, long.MaxValue, 1000L, new[] { 0L }, new[] { "few" });

        Assert.Contains("cache_entries_chat", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("cache_entries_pkey", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GlanceAtChats_AnyStatistics_UsesTheIndexOfTheChat(bool analysed)
    {
        await AnalyseAsync(analysed, "cache_entries");
        string plan = await _schema.ExplainAsync(
            CacheSql.GlanceAtChats, Some.Connection.Tenant, Some.Connection.Name, false, 0L, long.MinValue, long.MaxValue, 500L, 1_000_000L, new[] { "few" });

        Assert.Contains("cache_entries_chat", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on cache_entries", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("cache_entries_pkey", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdsInWindow_AnyStatistics_LooksAtItsTimesAlone(bool analysed)
    {
        await AnalyseAsync(analysed, "cache_entries");
        string[] chats = ["many"];
        AssertByTime(await _schema.ExplainAsync(CacheSql.IdsInWindow, 1L, false, 1_000_000L, 19_000L, long.MaxValue, 65_537L, 0L, chats));
        AssertByTime(await _schema.ExplainAsync(
            CacheSql.GlanceAtWindow, Some.Connection.Tenant, Some.Connection.Name, false, 0L, 19_000L, long.MaxValue, 500L, 1_000_000L, chats));
        string oldest = await _schema.ExplainAsync(CacheSql.OldestOfChats, Some.Connection.Tenant, Some.Connection.Name, chats, 4L);
        AssertByTime(oldest);
        Assert.DoesNotContain("Sort", oldest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FindDigests_OneChat_ReadsThatTimeFromTheIndexAlone(bool analysed)
    {
        await AnalyseAsync(analysed, "messages");
        string plan = await _schema.ExplainAsync(
            MessageSql.FindDigests, Some.Connection.Tenant, Some.Connection.Name, new[] { Some.Text().Key.Chat.Value }, new[] { 100L }, new[] { 200L }, new[] { 60L });

        Assert.Contains("Index Only Scan using messages_time", plan, StringComparison.Ordinal);
        Assert.Contains("<= wanted.last", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Find_ManyKeys_LooksEachUpInTheIndex(bool analysed)
    {
        await AnalyseAsync(analysed, "messages");
        string plan = await _schema.ExplainAsync(
            MessageSql.Find, Some.Connection.Tenant, Some.Connection.Name, Repeat(Some.Text().Key.Chat.Value), ManyIds, Repeat(false), Repeat(""));

        Assert.Contains("messages_key", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on messages", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exist_ManyKeys_LooksEachUpInTheIndex(bool analysed)
    {
        await AnalyseAsync(analysed, "messages");
        string plan = await _schema.ExplainAsync(MessageSql.Exist, Repeat(1L), ManyIds, Repeat(false), Repeat(""));

        Assert.Contains("messages_key", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mentions_OfAPiece_AreReadAndTakenOutByTheIndex(bool analysed)
    {
        await AnalyseAsync(analysed, "messages");
        foreach (string plan in (string[])
            [
                await _schema.ExplainAsync(EraseSql.Notes, 1L, "M2", "M21"),
                await _schema.ExplainAsync(EraseSql.RemoveNotes.Sql, 1L, "M2", "M21", ManyIds, Repeat(false), Repeat("")),
                await _schema.ExplainAsync(EraseSql.RawWith, 1L, "M2", "M21", new byte[][] { [1] }),
                await _schema.ExplainAsync(EraseSql.EmptyRaw.Sql, 1L, "M2", "M21", ManyIds, Repeat(false), Repeat("")),
                await _schema.ExplainAsync(EraseSql.RemoveReactionsToNobody, 1L, "M2", "M21", ManyIds),
            ])
        {
            Assert.DoesNotContain("Seq Scan on messages", plan, StringComparison.Ordinal);
        }
    }

    static string[] ManyIds => [.. Enumerable.Range(0, 5000).Select(i => "M" + (2 * i))];

    static T[] Repeat<T>(T value) => [.. Enumerable.Repeat(value, ManyIds.Length)];

    static void AssertByTime(string plan)
    {
        Assert.Contains("cache_entries_time", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("cache_entries_chat", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("cache_entries_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on cache_entries", plan, StringComparison.Ordinal);
    }

    async Task AnalyseAsync(bool analysed, string table) => await _schema.QueryAsync(analysed ? $"ANALYZE {{s}}.{table}" : "SELECT 1");
}
