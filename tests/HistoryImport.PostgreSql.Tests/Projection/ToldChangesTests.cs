using System.Data.Common;
using HistoryImport.Tests.Shared;

namespace HistoryImport.PostgreSql.Tests.Projection;

public sealed class ToldChangesTests : ToldChanges
{
    TestSchema _schema = null!;
    HistoryDatabase _database = null!;

    private protected override string Schema => $"{_schema.Name}.";

    public override async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _database = _schema.Open();
    }

    public override ValueTask DisposeAsync() => _schema.DisposeAsync();

    private protected override async ValueTask<IMessageStore> StoreAsync(MirrorProjection mirror) =>
        new PostgreSqlMessageStore(_database, await _schema.MirrorAsync(_database, mirror));

    private protected override MirrorProjection NewMirror(Func<DbConnection, HistoryChanges, ValueTask>? first = null) => new($"{_schema.Name}.") { First = first };

    private protected override List<object[]> Query(string sql) => _schema.Query(sql);

    private protected override Task AssertSameAsync() => Mirror.AssertSameAsync(Query, new PostgreSqlHistoryReader(_database));
}
