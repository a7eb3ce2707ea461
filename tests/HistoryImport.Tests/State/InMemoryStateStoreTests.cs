using HistoryImport.ContractTests;

namespace HistoryImport.Tests.State;

public sealed class InMemoryStateStoreTests : StateStoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ValueTask<IStateStore> CreateStoreAsync() => new(new InMemoryStateStore(Time));
}
