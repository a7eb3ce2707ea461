using HistoryImport.Testing.Xunit;

namespace HistoryImport.Tests.Storing;

public sealed class InMemoryMediaLedgerTests : MediaLedgerContract
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override ValueTask<IMessageStore> CreateStoreAsync() => new(new InMemoryMessageStore());
}
