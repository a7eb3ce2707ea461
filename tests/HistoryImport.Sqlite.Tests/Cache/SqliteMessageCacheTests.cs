using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Cache;

public sealed class SqliteMessageCacheTests : MessageCacheContract
{
    readonly TestFile _file;
    HistoryDatabase? _database;

    public SqliteMessageCacheTests() => _file = new TestFile { Time = Time };

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_DamagedEntry_IsAProblemAndStays()
    {
        await AppendAsync(Some.Message("A"), Some.Message("B"));
        _file.Query("UPDATE cache_entries SET payload = x'7B22' WHERE entry_id = 1");
        CacheBatch batch = Assert.Single(await BatchesAsync());

        Assert.Equal("B", Assert.Single(batch.Messages).Message.Id);
        DecodeProblem problem = Assert.Single(batch.Problems).Problem;
        Assert.Equal((PositionUnit.Entry, 1L), (problem.Unit, problem.Position));
        Assert.Equal(2, _file.Count("cache_entries"));
    }

    [Fact]
    public async Task AppendAsync_Full_IsRefusedWholeUntilThereIsRoom()
    {
        using var file = new TestFile();
        var cache = new SqliteMessageCache(file.Open(options => options.MaxCachedBytes = 1000));
        HistorySet set = new() { Messages = [Some.Message("A"), Some.Message("B")] };
        while (await TryAppendAsync())
        {
        }

        long kept = file.Count("cache_entries");
        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await cache.AppendAsync(Some.Connection, set));
        Assert.Contains("MaxCachedBytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(kept, file.Count("cache_entries"));

        await cache.RemoveAsync(Some.Connection, [1, 2]);
        await cache.AppendAsync(Some.Connection, set);
        Assert.Equal(kept, file.Count("cache_entries"));

        async Task<bool> TryAppendAsync()
        {
            try
            {
                await cache.AppendAsync(Some.Connection, set);
                return true;
            }
            catch (HistoryStorageException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Usage_AfterEveryKindOfRemoval_EqualsWhatIsThere()
    {
        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A")], Contacts = [new HistoryContact { Id = Some.Contact.Value, Name = "N" }] });
        await Cache.AppendAsync(OtherConnection, new HistorySet { Messages = [Some.Message("B")] });
        await Cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage("X")), new(0, Some.AmendmentMessage("X"))]);
        await Cache.RemoveAsync(Some.Connection, [1, 1, 99]);
        await AssertUsageAsync();
        Time.Advance(TimeSpan.FromDays(1));
        await AppendAsync(Some.AmendmentMessage("X"), Some.Message("C"));
        await Cache.DeferAsync(Some.Connection, [Assert.Single(await MessagesAsync(), cached => cached.Message.Id == "X")]);
        await AssertUsageAsync();
        await Cache.ExpireAsync(Some.Connection, Time.GetUtcNow());
        await AssertUsageAsync();
        await Cache.PurgeAsync(Some.Connection);
        await AssertUsageAsync();

        Task AssertUsageAsync()
        {
            Assert.Equal(_file.Query("SELECT ifnull(sum(length(payload)), 0) FROM cache_entries")[0][0], _file.Query("SELECT bytes FROM cache_usage")[0][0]);
            return Task.CompletedTask;
        }
    }

    protected override ValueTask<IMessageCache> CreateCacheAsync()
    {
        _database = _file.Open();
        return new(new SqliteMessageCache(_database));
    }

    protected override async ValueTask<IMessageCache> ReopenAsync(IMessageCache cache)
    {
        await _database!.DisposeAsync();
        return await CreateCacheAsync();
    }
}
