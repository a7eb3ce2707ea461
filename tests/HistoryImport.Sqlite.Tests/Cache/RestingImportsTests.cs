using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Sqlite.Tests.Cache;

public sealed class RestingImportsTests : RestingImports
{
    readonly TestFile _file = new();

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
