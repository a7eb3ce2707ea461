using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Messages;

/// <summary>The contract over the file, alone or with a projection that keeps the same rows.</summary>
public abstract class SqliteStoreContract(bool isMirrored) : MessageStoreContract
{
    readonly TestFile _files = new();
    readonly Dictionary<IMessageStore, string> _paths = [];
    readonly Dictionary<IMessageStore, HistoryDatabase> _databases = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (string path in _paths.Values.Where(path => isMirrored && File.Exists(path)))
        {
            await Mirror.AssertSameAsync(sql => TestFile.Query(path, sql.Replace("{s}.", "", StringComparison.Ordinal)), new SqliteHistoryReader(path), hasTables: false);
        }

        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Features_Always_All() => Assert.Equal(StoreFeatures.All, Store.Capabilities.Features);

    protected override ValueTask<IMessageStore> CreateStoreAsync()
    {
        string path = _files.At($"{_paths.Count}.db");
        HistoryDatabase database = _files.Open(options => options.Path = path, isMirrored);
        var projection = new MirrorProjection(makesTables: true);
        var store = new SqliteMessageStore(database, isMirrored ? new Projector<SqliteConnection>(projection, SqliteFault.OfHost) : null);
        _paths.Add(store, path);
        _databases.Add(store, database);
        return new(store);
    }

    protected override ValueTask<IMessageCache?> CreateCacheAsync(IMessageStore store) => new(new SqliteMessageCache(_databases[store]));

    protected override ValueTask<IStateStore?> CreateStateStoreAsync(IMessageStore store) => new(new SqliteStateStore(_databases[store]));

    protected override ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store)
    {
        // The file exists from the first call on.
        if (!File.Exists(_paths[store]))
        {
            return new([]);
        }

        return new(StoredRows.Read(sql => TestFile.Query(_paths[store], sql.Replace("{s}.", "", StringComparison.Ordinal))));
    }

    protected override ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) => new(
        [.. TestFile.Query(_paths[store], "SELECT tenant, connections.name, jid, kind, names.name FROM names JOIN connections USING(connection_id)")
            .Where(row => (connection.Tenant, connection.Name) == ((string)row[0], (string)row[1]))
            .Select(row => new HistoryName(Jid.Parse((string)row[2]), (NameKind)(long)row[3], (string)row[4]))]);
}
