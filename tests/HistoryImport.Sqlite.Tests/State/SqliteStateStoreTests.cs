using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.State;

public sealed class SqliteStateStoreTests : StateStoreContract
{
    readonly TestFile _file;

    public SqliteStateStoreTests() => _file = new TestFile { Time = Time };

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IStateStore> CreateStoreAsync() => new(new SqliteStateStore(_file.Open()));
}
