using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;
using Xunit.Sdk;

namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

/// <summary>The contract says so where a projection is no function of the state it is handed.</summary>
public sealed class WrongProjectionTests
{
    [Fact]
    public async Task Rows_ProjectionThatKeepsWhatItWroteFirst_AreNotAlike()
    {
        await using var contract = new FirstStays();

        XunitException failed = await Assert.ThrowsAnyAsync<XunitException>(() => contract.Rows_AnyOrderAndBatching_EndAlike(1));
        Assert.Contains("seed 1 made other rows", failed.Message, StringComparison.Ordinal);
        Assert.Contains("\n+ message ", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_ProjectionThatForgetsWhereAMessageWas_AreNotAlike()
    {
        await using var contract = new FirstStays { ForgetsMovesOnly = true };

        await contract.Rows_AnyOrderAndBatching_EndAlike(1);
        await Assert.ThrowsAnyAsync<XunitException>(() => contract.Rows_PersonsWhoTurnOutToBeOne_EndAlike(1));
    }

    sealed class FirstStays : ProjectionContract
    {
        readonly Dictionary<IMessageStore, Desk> _made = [];

        public bool ForgetsMovesOnly { get; init; }

        public override async ValueTask DisposeAsync()
        {
            foreach (Desk desk in _made.Values)
            {
                await desk.DisposeAsync();
            }
        }

        protected override async ValueTask<IMessageStore> CreateStoreAsync()
        {
            Desk desk = await Desk.CreateAsync(isPostgreSql: false);
            EfCoreMessageStore store = desk.StoreOf(new Wrong(ForgetsMovesOnly));
            _made.Add(store, desk);
            return store;
        }

        protected override async ValueTask<IReadOnlyList<string>> ReadRowsAsync(IMessageStore store) => await _made[store].RowsAsync();
    }

    sealed class Wrong(bool forgetsMovesOnly) : IHistoryProjection<DeskContext>
    {
        readonly DeskProjection _inner = new();

        public ValueTask ApplyAsync(HistoryChanges changes, DeskContext context, CancellationToken cancellationToken = default) => _inner.ApplyAsync(
            changes with { Messages = [.. changes.Messages.Where(change => forgetsMovesOnly || change.Kind != MessageChangeKind.Updated).Select(change => change with { Before = null })] },
            context, cancellationToken);
    }
}
