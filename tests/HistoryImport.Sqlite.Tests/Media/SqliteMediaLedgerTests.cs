using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Media;

public sealed class SqliteMediaLedgerTests : MediaLedgerContract
{
    readonly TestFile _file = new();

    public override ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IMessageStore> CreateStoreAsync() => new(new SqliteMessageStore(_file.Open()));
}
