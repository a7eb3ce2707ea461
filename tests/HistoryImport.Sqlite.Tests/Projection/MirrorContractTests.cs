using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Projection;

/// <summary>What a projection is handed over the file makes rows that are the library's, whatever the order.</summary>
public sealed class MirrorContractTests : ProjectionContract
{
    readonly TestFile _files = new();
    readonly Dictionary<IMessageStore, string> _paths = [];

    public override ValueTask DisposeAsync()
    {
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IMessageStore> CreateStoreAsync()
    {
        string path = _files.At($"{_paths.Count}.db");
        var projector = new Projector<SqliteConnection>(new MirrorProjection(makesTables: true), SqliteFault.OfHost);
        var store = new SqliteMessageStore(_files.Open(options => options.Path = path, lendsWriter: true), projector);
        _paths.Add(store, path);
        return new(store);
    }

    protected override async ValueTask<IReadOnlyList<string>> ReadRowsAsync(IMessageStore store) => await Mirror.AssertSameAsync(
        sql => TestFile.Query(_paths[store], sql.Replace("{s}.", "", StringComparison.Ordinal)), new SqliteHistoryReader(_paths[store]), hasTables: false);
}
