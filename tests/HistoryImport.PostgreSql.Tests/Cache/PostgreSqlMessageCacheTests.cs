using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Cache;

public sealed class PostgreSqlMessageCacheTests : MessageCacheContract
{
    TestSchema _schema = null!;
    HistoryDatabase? _database;

    public override async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task ReadAsync_DamagedEntry_IsAProblemAndStays()
    {
        await AppendAsync(Some.Message("A"), Some.Message("B"));
        await _schema.QueryAsync("UPDATE {s}.cache_entries SET payload = '\\x7B22' WHERE entry_id = 1");
        CacheBatch batch = Assert.Single(await BatchesAsync());

        Assert.Equal("B", Assert.Single(batch.Messages).Message.Id);
        DecodeProblem problem = Assert.Single(batch.Problems).Problem;
        Assert.Equal((PositionUnit.Entry, 1L), (problem.Unit, problem.Position));
        Assert.Equal(2, await _schema.CountAsync("cache_entries"));
    }

    [Fact]
    public async Task DeferAsync_SameAmendmentTwiceAndOneIsGone_KeepsTheOther()
    {
        await AppendAsync(Some.AmendmentMessage("X"), Some.AmendmentMessage("X"));
        List<CachedMessage> both = await MessagesAsync();
        await Cache.RemoveAsync(Some.Connection, [both[0].EntryId]);

        Assert.Equal(1, await Cache.DeferAsync(Some.Connection, both));
        Assert.Equal("X", await WaitingIdsAsync());
    }

    protected override async ValueTask<IMessageCache> CreateCacheAsync()
    {
        _schema = await TestSchema.CreateAsync(Time);
        return Open();
    }

    protected override async ValueTask<IMessageCache> ReopenAsync(IMessageCache cache)
    {
        await _database!.DisposeAsync();
        return Open();
    }

    PostgreSqlMessageCache Open() => new(_database = _schema.Open());
}
