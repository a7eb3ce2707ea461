using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.PostgreSql.Tests.Cache;

/// <summary>A cache with a size refuses what does not fit; it forgets nothing to make room.</summary>
public sealed class CacheLimitTests : IAsyncLifetime
{
    // Each message takes a few hundred bytes, and two of them are a set.
    const int Limit = 20_000;

    static readonly HistorySet _set = new() { Messages = [Some.Message("A"), Some.Message("B")] };

    TestSchema _schema = null!;
    PostgreSqlMessageCache _cache = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _cache = new PostgreSqlMessageCache(_schema.Open(options => options.MaxCachedBytes = Limit));
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task AppendAsync_Full_IsRefusedWholeUntilThereIsRoom()
    {
        await FillAsync(Some.Connection);
        long kept = await _schema.CountAsync("cache_entries");

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await _cache.AppendAsync(Some.Connection, _set));
        Assert.Contains("MaxCachedBytes", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Equal(kept, await _schema.CountAsync("cache_entries"));

        // What is gone from the table makes room at once, though the file stays as large as it was.
        await _cache.RemoveAsync(Some.Connection, [1, 2]);
        await _cache.AppendAsync(Some.Connection, _set);
        Assert.Equal(kept, await _schema.CountAsync("cache_entries"));
    }

    [Fact]
    public async Task AppendAsync_FullOfAnotherConnection_IsRefusedUntilThatIsPurged()
    {
        var other = new ConnectionKey("tenant", "other");
        await FillAsync(other);
        await Assert.ThrowsAsync<HistoryStorageException>(async () => await _cache.AppendAsync(Some.Connection, _set));

        await _cache.PurgeAsync(other);
        await _cache.AppendAsync(Some.Connection, _set);
    }

    [Fact]
    public async Task AppendAsync_Full_HoldsAboutWhatItMay()
    {
        await FillAsync(Some.Connection);

        long bytes = (long)(await _schema.QueryAsync("SELECT sum(pg_column_size(payload)) FROM {s}.cache_entries"))[0][0];
        Assert.InRange(bytes, Limit - 1000, Limit);
    }

    [Fact]
    public async Task DeferAsync_Full_StillWorks()
    {
        await _cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.AmendmentMessage()] });
        await FillAsync(Some.Connection);

        Assert.Equal(1, await _cache.DeferAsync(Some.Connection, [new CachedMessage(1, Some.AmendmentMessage())]));
    }

    [Fact]
    public void UsePostgreSql_NoRoomAtAll_SaysHowToMendIt()
    {
        using ServiceProvider provider = new ServiceCollection().AddHistoryImport().UsePostgreSql("Host=h", options => options.MaxCachedBytes = 0)
            .Services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IMessageStore>);
        Assert.Contains("MaxCachedBytes is 0. Give at least 1", error.Message, StringComparison.Ordinal);
    }

    async Task FillAsync(ConnectionKey connection)
    {
        for (int i = 0; i < Limit; i++)
        {
            try
            {
                await _cache.AppendAsync(connection, _set);
            }
            catch (HistoryStorageException)
            {
                return;
            }
        }

        Assert.Fail("It never was full.");
    }
}
