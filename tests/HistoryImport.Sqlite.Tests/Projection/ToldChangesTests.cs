using System.Data.Common;
using HistoryImport.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Projection;

public sealed class ToldChangesTests : ToldChanges
{
    readonly TestFile _file = new();

    private protected override string Schema => "";

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override ValueTask<IMessageStore> StoreAsync(MirrorProjection mirror) =>
        new(new SqliteMessageStore(_file.Open(lendsWriter: true), new Projector<SqliteConnection>(mirror, SqliteFault.OfHost)));

    private protected override MirrorProjection NewMirror(Func<DbConnection, HistoryChanges, ValueTask>? first = null) => new(makesTables: true) { First = first };

    private protected override List<object[]> Query(string sql) => _file.Query(sql.Replace("{s}.", "", StringComparison.Ordinal));

    private protected override Task AssertSameAsync() => Mirror.AssertSameAsync(Query, new SqliteHistoryReader(_file.Path));
}
