using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.PostgreSql.Tests.DependencyInjection;

public sealed class UsePostgreSqlTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UsePostgreSql_AddressOrSource_MakesAllThreeOfOneDatabase(bool byAddress)
    {
        string address = await TestServer.AddressAsync();
        IHistoryImportBuilder builder = new ServiceCollection().AddHistoryImport();
        builder = byAddress ? builder.UsePostgreSql(address, options => options.Schema = _schema.Name) : builder.UsePostgreSql(_schema.Source, options => options.Schema = _schema.Name);
        await using (ServiceProvider provider = builder.Services.BuildServiceProvider(validateScopes: true))
        {
            IMessageCache cache = provider.GetRequiredService<IMessageCache>();
            IMessageStore store = provider.GetRequiredService<IMessageStore>();
            Assert.Equal(0L, (await _schema.QueryAsync("SELECT count(*) FROM pg_namespace WHERE nspname = '{s}'"))[0][0]);
            await cache.AppendAsync(Some.Connection, new HistorySet { Messages = [.. Enumerable.Range(0, 5).Select(i => Some.Message("ID" + i))] });
            UpsertResult result = await store.UpsertAsync(Some.Connection, new MessageBatch
            {
                Items = [Some.Text(), Some.Amendment(Some.Key("NONE")) with { IsRevoked = true }],
                CacheScope = cache.Scope,
                Acknowledgements = [new(1, 0), new(2, 0), new(3, 1), new(4, -1)],
            });
            await provider.GetRequiredService<IStateStore>().TrySetAsync(Some.Connection, "k", default, 0);

            Assert.True(result.CacheEntriesRemoved);
            Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Missing], result.Outcomes);
        }

        Assert.Equal([3L, 5L], (await _schema.QueryAsync("SELECT entry_id FROM {s}.cache_entries ORDER BY 1")).Select(row => (long)row[0]));
    }

    [Fact]
    public async Task AddHistoryImport_KeysForSqliteAndPostgreSql_KeepApart()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var services = new ServiceCollection();
        services.AddHistoryImport("file").UseSqlite(file);
        services.AddHistoryImport("server").UsePostgreSql(_schema.Source, options => options.Schema = _schema.Name);
        try
        {
            await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);
            foreach ((string key, string id) in new[] { ("file", "A"), ("server", "B"), ("server", "C") })
            {
                await provider.GetRequiredKeyedService<IHistoryInbox>(key).ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Message(id)] });
            }

            var request = new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero };
            ImportResult ofFile = await provider.GetRequiredKeyedService<IHistoryImporter>("file").ImportAsync(request);
            ImportResult ofServer = await provider.GetRequiredKeyedService<IHistoryImporter>("server").ImportAsync(request);

            Assert.Equal((1L, 2L), (ofFile.Counts.Inserted, ofServer.Counts.Inserted));
            Assert.Equal(2, await _schema.CountAsync("messages"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task UpsertAsync_CacheOfAnotherDatabase_LeavesItAlone()
    {
        var cache = new PostgreSqlMessageCache(_schema.Open());
        await cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message()] });
        UpsertResult result = await new PostgreSqlMessageStore(_schema.Open())
            .UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()], CacheScope = cache.Scope, Acknowledgements = [new(1, 0)] });

        Assert.False(result.CacheEntriesRemoved);
        Assert.Equal(1, await _schema.CountAsync("cache_entries"));
    }

    [Fact]
    public async Task UsePostgreSql_PartsWrapped_ImportAcknowledgesWithTheRowsAndTheReaderReadsThem()
    {
        IServiceCollection services = new ServiceCollection().AddHistoryImport().UsePostgreSql(_schema.Source, options => options.Schema = _schema.Name).Services;
        services.AddSingleton<IMessageStore>(provider => new WrappedStore(new PostgreSqlMessageStore(provider.GetRequiredService<HistoryDatabase>())));
        services.AddSingleton<IMessageCache>(provider => new OnceReadCache(new PostgreSqlMessageCache(provider.GetRequiredService<HistoryDatabase>())));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A"), Some.Message("B")] });
        ImportResult result = await provider.GetRequiredService<IHistoryImporter>()
            .ImportAsync(new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero, Fetch = false });

        Assert.Equal((ImportOutcome.Completed, 2L), (result.Outcome, result.Counts.Inserted));
        Assert.Equal(0, await _schema.CountAsync("cache_entries"));
        IHistoryReader reader = provider.GetRequiredService<IHistoryReader>();
        Assert.Equal(["A", "B"], (await reader.ReadAsync(Some.Connection).ToArrayAsync()).Select(row => row.Id));
    }

    [Fact]
    public void UsePostgreSql_AnotherStore_HasNoReaderOfThisDatabase()
    {
        IServiceCollection services = new ServiceCollection().AddHistoryImport().UsePostgreSql(_schema.Source).Services;
        services.AddSingleton<IMessageStore>(new InMemoryMessageStore());
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IHistoryReader>);
        Assert.Contains("UsePostgreSql", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-b", 1, 1, 1, "Schema is 'a-b'")]
    [InlineData("a", -1, 1, 1, "MaxRetries is -1")]
    [InlineData("a", 101, 1, 1, "MaxRetries is 101")]
    [InlineData("a", 1, 2, 1, "RetryDelay is 00:00:02")]
    [InlineData("a", 1, 1, 301, "MaxRetryDelay is 00:05:01")]
    public void UsePostgreSql_WrongOption_SaysHowToMendIt(string schema, int retries, int delaySeconds, int maxSeconds, string expected)
    {
        using ServiceProvider provider = new ServiceCollection().AddHistoryImport().UsePostgreSql("Host=h", options =>
        {
            options.Schema = schema;
            options.MaxRetries = retries;
            options.RetryDelay = TimeSpan.FromSeconds(delaySeconds);
            options.MaxRetryDelay = TimeSpan.FromSeconds(maxSeconds);
        }).Services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IMessageStore>);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("Give", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password=hunter2")]
    [InlineData("Host=h;Hunter2=hunter2")]
    [InlineData("hunter2")]
    public void UsePostgreSql_NotAnAddress_RepeatsNothingOfIt(string address)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddHistoryImport().UsePostgreSql(address));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    sealed class WrappedStore(IMessageStore inner) : DelegatingMessageStore(inner);

    /// <summary>Removes nothing by itself: who does must do it with the rows.</summary>
    sealed class OnceReadCache(IMessageCache inner) : DelegatingMessageCache(inner)
    {
        public override ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
