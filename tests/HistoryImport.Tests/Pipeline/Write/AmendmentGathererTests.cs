using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Pipeline;

public sealed class AmendmentGathererTests
{
    readonly List<int> _handedOver = [];

    [Theory]
    [InlineData(50, new[] { 50 })]
    [InlineData(2500, new[] { 1000, 1000, 500 })]
    public async Task ImportAsync_AmendmentsOfManyBatches_AreHandedOverTogether(int amendments, int[] expected)
    {
        await using ImportHost host = Host(options => options.BatchSize = 10);
        await host.ReceiveAsync(Enumerable.Range(0, amendments).Select(i => Some.Amendment(AmendmentKind.Revoke, $"LATER{i}", id: $"R{i}")));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(expected, _handedOver);
        Assert.Equal(amendments, result.Counts.Folded);
        Assert.Equal(amendments, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_LongAmendments_AreNotGatheredWithoutABound()
    {
        await using ImportHost host = Host(options => options.BatchSize = 1);
        string text = new('x', 300_000);
        await host.ReceiveAsync(Enumerable.Range(0, 10).Select(i => Some.Amendment(AmendmentKind.Edit, $"LATER{i}", text, $"E{i}")));

        await host.ImportAsync(Some.Request with { Since = DateTimeOffset.UnixEpoch });

        Assert.Equal([4, 4, 2], _handedOver);
    }

    [Fact]
    public async Task ImportAsync_StoreFails_HandsNothingOver()
    {
        await using ImportHost host = Host(options => options.BatchSize = 1, new InMemoryMessageStore { BeforeUpsert = Fail });
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Revoke, "LATER"), Some.Amendment(AmendmentKind.Revoke, "FAIL", id: "FAILS"));

        Assert.Equal(ImportOutcome.Failed, (await host.ImportAsync()).Outcome);

        Assert.Empty(_handedOver);
        Assert.Equal(2, await host.CachedAsync());

        static void Fail(MessageBatch batch)
        {
            if (batch.Items.Any(item => item.Key.Id == "FAIL"))
            {
                throw new HistoryStorageException("The disk is full.");
            }
        }
    }

    ImportHost Host(Action<HistoryImportOptions> configure, InMemoryMessageStore? store = null) => new(
        store, configure, services => services.AddHistoryImport().UseMessageCache((_, inner) => new HandOvers(inner, _handedOver)));

    sealed class HandOvers(IMessageCache inner, List<int> counts) : DelegatingMessageCache(inner)
    {
        public override ValueTask<int> DeferAsync(ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default)
        {
            counts.Add(amendments.Count);
            return base.DeferAsync(connection, amendments, cancellationToken);
        }
    }
}
