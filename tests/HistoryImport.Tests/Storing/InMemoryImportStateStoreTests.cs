using HistoryImport.ContractTests;

namespace HistoryImport.Tests.Storing;

public sealed class InMemoryImportStateStoreTests : ImportStateStoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ValueTask<IImportStateStore> CreateStoreAsync() => new(new InMemoryImportStateStore(Time));
}
