using HistoryImport.Testing.Xunit;

namespace HistoryImport.Tests.State;

public sealed class InMemoryStateStoreTests : StateStoreContract
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override ValueTask<IStateStore> CreateStoreAsync() => new(new InMemoryStateStore(Time));
}
