using HistoryImport.ContractTests;

namespace HistoryImport.Sqlite.Tests;

public sealed class SqliteImportStateStoreTests : ImportStateStoreContract
{
    readonly TestFile _file;

    public SqliteImportStateStoreTests() => _file = new TestFile { Time = Time };

    public override Task DisposeAsync()
    {
        _file.Dispose();
        return Task.CompletedTask;
    }

    protected override ValueTask<IImportStateStore> CreateStoreAsync() => new(new SqliteImportStateStore(_file.Open()));
}
