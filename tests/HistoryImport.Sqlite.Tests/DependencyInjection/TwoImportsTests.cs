using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Sqlite.Tests.DependencyInjection;

/// <summary>Two imports of one container have nothing in common.</summary>
public sealed class TwoImportsTests : IDisposable
{
    readonly TestFile _one = new();
    readonly TestFile _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task AddHistoryImport_TwoKeys_KeepTwoFilesApart()
    {
        ServiceCollection services = [];
        services.AddHistoryImport("one").UseSqlite(_one.Path, options => options.PageCacheMiB = 8);
        services.AddHistoryImport("other", options => options.BatchSize = 7).UseSqlite(_other.Path);
        await using (ServiceProvider provider = services.BuildServiceProvider(validateScopes: true))
        {
            await provider.GetRequiredKeyedService<IHistoryInbox>("one").ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A"), Some.Message("B")] });
            await provider.GetRequiredKeyedService<IHistoryInbox>("other").ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Message("C")] });
            var request = new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero };

            ImportResult one = await provider.GetRequiredKeyedService<IHistoryImporter>("one").ImportAsync(request);
            ImportResult other = await provider.GetRequiredKeyedService<IHistoryImporter>("other").ImportAsync(request);

            Assert.Equal((2L, 1L), (one.Counts.Inserted, other.Counts.Inserted));
            Assert.Null(provider.GetService<IHistoryImporter>());
            Assert.Equal(8, provider.GetRequiredService<IOptionsMonitor<SqliteOptions>>().Get("one").PageCacheMiB);
            Assert.Equal(SqliteDefaults.PageCacheMiB, provider.GetRequiredService<IOptionsMonitor<SqliteOptions>>().Get("other").PageCacheMiB);
        }

        Assert.Equal((2, 1), (_one.Count("messages"), _other.Count("messages")));
    }

    [Fact]
    public async Task AddHistoryImport_WithAndWithoutKey_KeepApart()
    {
        ServiceCollection services = [];
        services.AddHistoryImport().UseSqlite(_one.Path);
        services.AddHistoryImport("other").UseSqlite(_other.Path);
        await using (ServiceProvider provider = services.BuildServiceProvider(validateScopes: true))
        {
            await provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A")] });
            await provider.GetRequiredKeyedService<IHistoryImporter>("other").ImportAsync(new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero });
        }

        Assert.Equal((1, 0), (_one.Count("cache_entries"), _other.Count("messages")));
    }
}
