using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.Cache;

public sealed class RestingImportsTests : RestingImports
{
    TestSchema _schema = null!;

    public override async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    protected override void Use(IHistoryImportBuilder builder) => builder.UsePostgreSql(_schema.Source, options => options.Schema = _schema.Name);

    protected override StoredRow[] Rows() => _schema.Rows();

    protected override async ValueTask ExecuteAsync(string sql) => await _schema.QueryAsync(sql);

    protected override async ValueTask<long> CountAsync(string sql) => (long)(await _schema.QueryAsync(sql))[0][0];

    protected override ValueTask CloseAsync() => _schema.DisposeAsync();
}
