using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Sqlite.Tests.Cache;

public sealed class RestingImportsTests : RestingImports
{
    readonly TestFile _file = new();

    [Fact]
    public async Task Import_ARestThatNobodyEnded_EndsWithinADay()
    {
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(_file.Time);
        services.AddHistoryImport().UseSqlite(_file.Path);
        await using ServiceProvider host = services.BuildServiceProvider();
        var request = new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero };
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.AmendmentMessage()] });
        await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);
        await host.GetRequiredService<IMessageStore>().UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
        Query("UPDATE {s}.cache_entries SET rest = 2");
        await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);
        Assert.False(Assert.Single(Rows()).IsRevoked);

        _file.Time.Advance(TimeSpan.FromDays(1));
        await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);

        Assert.True(Assert.Single(Rows()).IsRevoked);
    }

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected override void Use(IHistoryImportBuilder builder) => builder.UseSqlite(_file.Path);

    protected override StoredRow[] Rows() => StoredRows.Read(Query);

    protected override ValueTask ExecuteAsync(string sql)
    {
        Query(sql);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<long> CountAsync(string sql) => new((long)Query(sql)[0][0]);

    protected override ValueTask CloseAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    List<object[]> Query(string sql) => _file.Query(sql.Replace("{s}.", "", StringComparison.Ordinal));
}
