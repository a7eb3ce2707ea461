using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

public sealed class JoinLedgerTests
{
    static readonly Jid _number = Jid.Parse(Some.Chat), _lid = Jid.Parse(Some.ChatLid);

    [Fact]
    public async Task LearnAsync_NewClaim_JoinsWhatWasWrittenUnderTheLidOnce()
    {
        await using var host = new ImportHost();
        var ledger = new JoinLedger(Some.Connection, host.Cache, host.Store, new InMemoryStateStore(new ManualTimeProvider()));

        IReadOnlyList<JidJoin> first = await ledger.LearnAsync([new JidClaim(_lid, _number), new JidClaim(_number, _lid)], [], default);
        IReadOnlyList<JidJoin> again = await ledger.LearnAsync([new JidClaim(_lid, _number)], [], default);

        Assert.Equal([(_lid, _number)], first.Select(join => (join.From, join.To)));
        Assert.Empty(again);
        Assert.Equal(new JidClaim(_lid, _number), Assert.Single((await host.Cache.GetAliasesAsync(Some.Connection)).Claims));
    }

    [Fact]
    public async Task LearnAsync_AccountOfAClaimKnownBefore_JoinsEverySpellingAsOwn()
    {
        await using var host = new ImportHost();
        var ledger = new JoinLedger(Some.Connection, host.Cache, host.Store, new InMemoryStateStore(new ManualTimeProvider()));
        await ledger.LearnAsync([new JidClaim(_lid, _number)], [], default);

        IReadOnlyList<JidJoin> joins = await ledger.LearnAsync([], [_lid, _lid], default);

        Assert.Equal(new HashSet<JidJoin> { new(_lid, _number) { IsOwn = true }, new(_number, _number) { IsOwn = true } }, joins.ToHashSet());
        Assert.Equal([_lid], (await host.Cache.GetAliasesAsync(Some.Connection)).Account);
    }

    [Fact]
    public async Task LoadAsync_OneClaimWhoseRowsFollowIt_JoinsNothing()
    {
        await using var host = new ImportHost();
        var state = new InMemoryStateStore(new ManualTimeProvider());
        var store = new JoinRecordingStore(host.Store, StoreFeatures.All);
        await host.Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = [new JidClaim(_lid, _number)] });
        var first = new JoinLedger(Some.Connection, host.Cache, store, state);
        await first.LoadAsync([], [], null, default);
        Assert.Equal([new JidJoin(_lid, _number)], store.Joins);
        await first.SaveAsync(default);

        await new JoinLedger(Some.Connection, host.Cache, store, state).LoadAsync([], [], null, default);

        Assert.Single(store.Joins);
    }

    [Fact]
    public async Task SaveAsync_MoreKnownThanBefore_IsWrittenAgainAndTheSameIsNot()
    {
        await using var host = new ImportHost();
        var state = new InMemoryStateStore(new ManualTimeProvider());
        var ledger = new JoinLedger(Some.Connection, host.Cache, host.Store, state);
        var versions = new List<long>();
        foreach (Func<Task> learn in (Func<Task>[])
            [
                () => ledger.LearnAsync([new JidClaim(_lid, _number)], [], default).AsTask(),
                () => Task.CompletedTask,
                () => ledger.LearnAsync([], [_lid], default).AsTask(),
            ])
        {
            await learn();
            await ledger.SaveAsync(default);
            versions.Add((await state.GetAsync(Some.Connection, "joined-claims"))!.Version);
        }

        Assert.Equal(versions[0], versions[1]);
        Assert.True(versions[2] > versions[1]);
    }

    [Fact]
    public async Task SaveAsync_NothingKnown_WritesNoState()
    {
        await using var host = new ImportHost();
        var state = new InMemoryStateStore(new ManualTimeProvider());
        var ledger = new JoinLedger(Some.Connection, host.Cache, host.Store, state);
        await ledger.LoadAsync([], [], null, default);

        await ledger.SaveAsync(default);

        Assert.Null(await state.GetAsync(Some.Connection, "joined-claims"));
    }

    [Theory]
    [InlineData(StoreFeatures.Join, 1)]
    [InlineData(StoreFeatures.OwnJoin, 0)]
    [InlineData(StoreFeatures.None, 0)]
    [InlineData(StoreFeatures.Join | StoreFeatures.OwnJoin, 2)]
    public async Task JoinAsync_StoreThatCannotJoinAll_IsSentWhatItCan(StoreFeatures features, int sent)
    {
        await using var host = new ImportHost();
        var store = new JoinRecordingStore(host.Store, features);
        var ledger = new JoinLedger(Some.Connection, host.Cache, store, new InMemoryStateStore(new ManualTimeProvider()));

        await ledger.JoinAsync([new JidJoin(_lid, _number) { IsOwn = true }, new JidJoin(_number, _number) { IsOwn = true }], default);

        Assert.Equal(sent, store.Joins.Count);
        Assert.All(store.Joins, join => Assert.Equal(sent == 2, join.IsOwn));
    }

    sealed class JoinRecordingStore(IMessageStore inner, StoreFeatures features) : DelegatingMessageStore(inner)
    {
        public List<JidJoin> Joins { get; } = [];

        public override StoreCapabilities Capabilities => new() { Features = features };

        public override ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
        {
            Joins.AddRange(joins);
            return ValueTask.CompletedTask;
        }
    }
}
