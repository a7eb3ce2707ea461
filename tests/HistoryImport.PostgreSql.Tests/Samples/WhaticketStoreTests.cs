using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Samples;

/// <summary>The sample store over a help desk's own tables is a store like any other.</summary>
public sealed class WhaticketStoreTests : MessageStoreContract
{
    readonly Dictionary<IMessageStore, WhaticketDesk> _desks = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (WhaticketDesk desk in _desks.Values)
        {
            await desk.DisposeAsync();
        }
    }

    // The host's front ends read JSON, so a payload is kept only if it is that.
    protected override StoredParts ReadsBack => StoredParts.All & ~(StoredParts.Raw | StoredParts.WireIds);

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        WhaticketDesk desk = await WhaticketDesk.CreateAsync();
        _desks.Add(desk.Store, desk);
        return desk.Store;
    }

    protected override async ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store) => await _desks[store].RowsAsync();

    // Names fill what has none, and stay: they have no place of their own.
    protected override ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) =>
        new((IReadOnlyList<HistoryName>?)null);
}
