using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Sqlite.Tests.DependencyInjection;

public sealed class UseSqliteTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task UseSqlite_Path_MakesAllThreeOfOneFileClosedWithTheContainer()
    {
        ServiceCollection services = [];
        services.AddHistoryImport().UseSqlite(_file.Path, options => options.SyncRows = true);
        await using (ServiceProvider provider = services.BuildServiceProvider(validateScopes: true))
        {
            var cache = Assert.IsType<SqliteMessageCache>(provider.GetRequiredService<IMessageCache>());
            Assert.False(File.Exists(_file.Path), "It is opened on first use.");
            await cache.AppendAsync(new("t", "c"), new HistorySet { Messages = [new HistoryMessage { Id = "A" }] });
            UpsertResult result = await provider.GetRequiredService<IMessageStore>()
                .UpsertAsync(new("t", "c"), new MessageBatch { CacheScope = cache.Scope, Acknowledgements = [new(1, -1)] });
            await provider.GetRequiredService<IStateStore>().TrySetAsync(new("t", "c"), "k", default, 0);

            Assert.True(result.CacheEntriesRemoved);
            Assert.True(provider.GetRequiredService<IOptions<SqliteOptions>>().Value.SyncRows);
        }

        Assert.Equal((0, 1), (_file.Count("cache_entries"), _file.Count("states")));
        Assert.False(File.Exists(_file.Path + "-wal"));
    }

    [Fact]
    public async Task UseSqlite_PartsWrapped_ImportAcknowledgesWithTheRowsAndTheReaderReadsThem()
    {
        IServiceCollection services = new ServiceCollection().AddHistoryImport().UseSqlite(_file.Path).Services;
        services.AddSingleton<IMessageStore>(provider => new WrappedStore(new SqliteMessageStore(provider.GetRequiredService<HistoryDatabase>())));
        services.AddSingleton<IMessageCache>(provider => new OnceReadCache(new SqliteMessageCache(provider.GetRequiredService<HistoryDatabase>())));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(new("t", "c"), new HistorySet { Messages = [Some.Message("A"), Some.Message("B")] });
        ImportResult result = await provider.GetRequiredService<IHistoryImporter>()
            .ImportAsync(new ImportRequest { Connection = new("t", "c"), QuietPeriod = TimeSpan.Zero, Fetch = false });

        Assert.Equal((ImportOutcome.Completed, 2L), (result.Outcome, result.Counts.Inserted));
        Assert.Equal(0, _file.Count("cache_entries"));
        IHistoryReader reader = provider.GetRequiredService<IHistoryReader>();
        Assert.Equal(["A", "B"], (await reader.ReadAsync(new("t", "c")).ToArrayAsync()).Select(row => row.Id));
    }

    [Fact]
    public void UseSqlite_AnotherStore_HasNoReaderOfThisFile()
    {
        IServiceCollection services = new ServiceCollection().AddHistoryImport().UseSqlite(_file.Path).Services;
        services.AddSingleton<IMessageStore>(new InMemoryMessageStore());
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IHistoryReader>);
        Assert.Contains("UseSqlite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseSqlite_ClosedWithoutUse_CreatesNothing()
    {
        ServiceCollection services = [];
        services.AddHistoryImport().UseSqlite(_file.Path);
        using (ServiceProvider provider = services.BuildServiceProvider())
        {
            provider.GetRequiredService<IMessageStore>();
        }

        Assert.False(File.Exists(_file.Path));
    }

    [Theory]
    [InlineData(":memory:", 64, 30, null, "plain file")]
    [InlineData("file:h.db?mode=memory", 64, 30, null, "plain file")]
    [InlineData("h.db", 0, 30, null, "PageCacheMiB is 0")]
    [InlineData("h.db", 5000, 30, null, "PageCacheMiB is 5000")]
    [InlineData("h.db", 64, -1, null, "BusyTimeout is -00:00:01")]
    [InlineData("h.db", 64, 601, null, "BusyTimeout is 00:10:01")]
    [InlineData("h.db", 64, 30, 0L, "MaxCachedBytes is 0")]
    public void UseSqlite_WrongOption_SaysHowToMendIt(string path, int cache, int busySeconds, long? cached, string expected)
    {
        ServiceCollection services = [];
        services.AddHistoryImport().UseSqlite(path, options =>
        {
            options.PageCacheMiB = cache;
            options.BusyTimeout = TimeSpan.FromSeconds(busySeconds);
            options.MaxCachedBytes = cached;
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IMessageStore>);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("Give", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_AnyOptions_SyncsWhatTheyPromise()
    {
        await AssertSynchronousAsync(allFull: false, Durability.Normal, expected: 1);
        await AssertSynchronousAsync(allFull: false, Durability.Full, expected: 2);
        await AssertSynchronousAsync(allFull: true, Durability.Normal, expected: 2);

        async Task AssertSynchronousAsync(bool allFull, Durability durability, long expected)
        {
            await using HistoryDatabase database = _file.Open(options => options.SyncRows = allFull);
            Assert.Equal(expected, await database.WriteAsync(durability, writer => writer.Session.Query("PRAGMA synchronous"), CancellationToken.None));
            Assert.Equal(expected, await database.WriteAsync(durability, writer => writer.Session.Query("PRAGMA synchronous"), CancellationToken.None));
        }
    }

    sealed class WrappedStore(IMessageStore inner) : DelegatingMessageStore(inner);

    /// <summary>Removes nothing by itself: who does must do it with the rows.</summary>
    sealed class OnceReadCache(IMessageCache inner) : DelegatingMessageCache(inner)
    {
        public override ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
