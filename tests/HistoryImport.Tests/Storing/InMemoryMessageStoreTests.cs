using HistoryImport.Testing.Xunit;

namespace HistoryImport.Tests.Storing;

/// <summary>The store under the tests of the pipeline is a store like any other.</summary>
public sealed class InMemoryMessageStoreTests : MessageStoreContract
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override ValueTask<IMessageStore> CreateStoreAsync() => new(new InMemoryMessageStore());

    protected override ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store)
    {
        var memory = (InMemoryMessageStore)store;
        return new([.. memory.Connections.SelectMany(connection => memory.Rows(connection).Select(row => StoredRow.Of(connection, row)))]);
    }

    protected override ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) =>
        new(((InMemoryMessageStore)store).Names(connection));
}
