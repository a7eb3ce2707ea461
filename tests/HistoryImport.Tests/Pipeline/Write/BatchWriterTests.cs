using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Pipeline;

public sealed class BatchWriterTests
{
    [Theory]
    [InlineData(19, ImportOutcome.CompletedWithProblems)]
    [InlineData(20, ImportOutcome.Failed)]
    public async Task WriteAsync_StoreTakesNothing_GivesUpAtTheTwentiethMessage(int messages, ImportOutcome expected)
    {
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "") });
        await host.ReceiveAsync(Enumerable.Range(0, messages).Select(i => Some.Text($"BAD{i}")));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(expected, result.Outcome);
        Assert.Equal(19, result.Problems.Select(problem => problem.MessageId).Distinct().Count());
        Assert.Equal(messages, await host.CachedAsync());
    }

    [Fact]
    public async Task WriteAsync_StoreTookOneBefore_SetsEveryOtherAside()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "BAD") });
        await host.ReceiveAsync([Some.Text("GOOD"), .. Enumerable.Range(0, 30).Select(i => Some.Text($"BAD{i}"))]);

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.CompletedWithProblems, 1, 30), (result.Outcome, result.Counts.Inserted, result.Counts.Failed));
        Assert.Equal(30, await host.CachedAsync());
    }

    [Fact]
    public async Task WriteAsync_OnlyNamesTaken_SaysNothingOfMessages()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "BAD") });
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Contacts = [new HistoryContact { Id = Some.Chat, Name = "Ana" }],
            Messages = [.. Enumerable.Range(0, 20).Select(i => Some.Text($"BAD{i}"))],
        });

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task WriteAsync_NothingDoneWith_LeavesTheCacheAlone()
    {
        RemovalCountingCache cache = null!;
        await using var host = new ImportHost(register: services => services.AddHistoryImport()
            .UseMessageCache((_, inner) => cache = new RemovalCountingCache(inner)));
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Reaction, "LATER"));
        await host.ImportAsync();
        cache.Removals = 0;

        await host.ImportAsync();

        Assert.Equal(0, cache.Removals);
        Assert.Equal(1, await host.CachedAsync());
    }

    [Fact]
    public async Task WriteAsync_OneOfManyRefusedBesideANameAndWhatIsLeftOut_OnlyItStaysInTheCache()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "BAD") });
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Contacts = [new HistoryContact { Id = Some.Chat, Name = "Ana" }],
            Messages = [Some.Text("LEFT OUT", "1@newsletter"), Some.Text("A"), Some.Text("BAD"), Some.Text("B"), Some.Text("C"), Some.Text("D")],
        });

        ImportResult result = await host.ImportAsync();

        Assert.Equal((4, 1, 1), (result.Counts.Inserted, result.Counts.Failed, result.Counts.Filtered));
        Assert.Equal(1, await host.CachedAsync());
        CacheBatch left = Assert.Single(await host.Cache.ReadAsync(new CacheQuery { Connection = Some.Connection }).ToListAsync());
        Assert.Equal(("BAD", 0), (Assert.Single(left.Messages).Message.Id, left.Names.Count));
    }

    [Fact]
    public async Task WriteAsync_RefusedBesideWhatIsKnownAlready_StaysInTheCache()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "BAD") });
        await host.ReceiveAsync(Some.Text("A"));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"), Some.Text("BAD"), Some.Text("C"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((1, 2, 1), (result.Counts.Duplicates, result.Counts.Inserted, result.Counts.Failed));
        Assert.Equal(1, await host.CachedAsync());
    }

    [Fact]
    public async Task WriteAsync_AmendmentsOfWhichOneFindsItsMessage_OnlyTheOtherBeginsToWait()
    {
        DeferralRecordingCache cache = null!;
        await using var host = new ImportHost(register: services => services.AddHistoryImport()
            .UseMessageCache((_, inner) => cache = new DeferralRecordingCache(inner)));
        await host.ReceiveAsync(Some.Text("A"));
        await host.ImportAsync();
        await host.ReceiveAsync(
            Some.Amendment(AmendmentKind.Revoke, "A", id: "FOUND", targetFromMe: true), Some.Amendment(AmendmentKind.Revoke, "LATER", id: "MISSING"));

        await host.ImportAsync();

        Assert.Equal(["MISSING"], cache.Deferred);
    }

    [Fact]
    public async Task WriteAsync_MessageThatTheStoreHas_IsNotHandedToItAgain()
    {
        var written = new List<string>();
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => written.AddRange(batch.Items.Select(item => item.Key.Id)) });
        await host.ReceiveAsync(Some.Text("A"));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"));

        await host.ImportAsync();

        Assert.Equal(["A", "B"], written);
    }

    static void Refuse(MessageBatch batch, string start)
    {
        if (batch.Items.Any(item => item.Key.Id.StartsWith(start, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("No.");
        }
    }

    sealed class DeferralRecordingCache(IMessageCache inner) : DelegatingMessageCache(inner)
    {
        public List<string?> Deferred { get; } = [];

        public override ValueTask<int> DeferAsync(
            ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default)
        {
            Deferred.AddRange(amendments.Select(one => one.Message.Id));
            return base.DeferAsync(connection, amendments, cancellationToken);
        }
    }

    sealed class RemovalCountingCache(IMessageCache inner) : DelegatingMessageCache(inner)
    {
        public int Removals { get; set; }

        public override ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default)
        {
            Removals++;
            return base.RemoveAsync(connection, entryIds, cancellationToken);
        }
    }
}
