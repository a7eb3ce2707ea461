using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Tests.Pipeline;

/// <summary>Who is who where the cache tells of those alone who are asked about.</summary>
public sealed class PartialAliasTests : IAsyncDisposable
{
    const string Other = "5511900000077@s.whatsapp.net";
    const string OtherLid = "177000000000001@lid";

    static readonly JidClaim _claim = new(Jid.Parse(Some.Chat), Jid.Parse(Some.ChatLid));
    static readonly JidClaim _otherClaim = new(Jid.Parse(Other), Jid.Parse(OtherLid));

    readonly PartialAliasCache _cache = new(new InMemoryMessageCache(new HistoryImportOptions(), TimeProvider.System, new Telemetry(), NullLogger.Instance));
    readonly ImportHost _host;
    int _found;

    public PartialAliasTests() => _host = Open(new InMemoryMessageStore());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ImportAsync_PersonMetWhoIsKnown_IsLookedUpAndNobodyElse()
    {
        await LearnAsync(_claim, _otherClaim);
        await _host.ImportAsync();
        int before = _cache.ReadWhole;

        await _host.ReceiveAsync(Some.Text("A", Some.ChatLid));
        await _host.ImportAsync();

        Assert.StartsWith(Some.Chat, Assert.Single(_host.Rows()), StringComparison.Ordinal);
        Assert.Equal(before, _cache.ReadWhole);
    }

    [Fact]
    public async Task ImportAsync_OthersLearnAmidTheRun_HasRowsOfBeforeFollow()
    {
        await LearnAsync(_claim);
        await _host.ReceiveAsync(Some.Text("A", OtherLid));
        await _host.ImportAsync();
        Assert.StartsWith(OtherLid, Assert.Single(_host.Rows()), StringComparison.Ordinal);

        await _host.ReceiveAsync(Some.Text("B", OtherLid));
        _cache.BeforeFind = async _ => await _cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = _found++ == 1 ? [_otherClaim] : [] });
        await _host.ImportAsync();

        Assert.Equal(2, _host.Rows().Count);
        Assert.All(_host.Rows(), row => Assert.StartsWith(Other, row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_LearnedSinceTheLastRun_HasRowsOfChatsFollowThatNobodyAskedFor()
    {
        await _host.ReceiveAsync(Some.Text("A", OtherLid));
        await _host.ImportAsync();
        await LearnAsync(_otherClaim);

        await _host.ImportAsync(Some.Request with { Chats = [Jid.Parse(Some.Chat)] });

        Assert.StartsWith(Other, Assert.Single(_host.Rows()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_FirstThatWasEverLearned_HasRowsFollow()
    {
        await _host.ReceiveAsync(Some.Text("A", OtherLid));
        await _host.ImportAsync();
        await LearnAsync(_otherClaim);
        _cache.Version = 1;

        await _host.ImportAsync();

        Assert.StartsWith(Other, Assert.Single(_host.Rows()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_AccountToldByEveryBatch_IsLearnedOnce()
    {
        await using ImportHost host = Open(new InMemoryMessageStore(), batchSize: 1);
        await host.ReceiveAsync(Enumerable.Range(0, 5).Select(i => Some.Text($"M{i}", fromMe: true) with { ReceiptJid = Other }));
        await host.ImportAsync(Some.Request with { Account = [Jid.Parse(Other), Jid.Parse(Other)] });
        int learned = _cache.Learned;

        await host.ReceiveAsync(Some.Text("B"));
        await host.ImportAsync(Some.Request with { Account = [Jid.Parse(Other)] });

        Assert.Equal(learned, _cache.Learned);
    }

    [Theory]
    [InlineData(StoreFeatures.All, true)]
    [InlineData(StoreFeatures.All & ~StoreFeatures.OwnJoin, true)]
    [InlineData(StoreFeatures.All & ~StoreFeatures.Join & ~StoreFeatures.OwnJoin, false)]
    public async Task ImportAsync_StoreOfAnyFeatures_JoinsAsFarAsItCanAndSaysWhetherItDid(StoreFeatures features, bool joins)
    {
        await using ImportHost host = Open(new InMemoryMessageStore { Features = features });
        await host.ReceiveAsync(Some.Text("A", OtherLid));
        await host.ImportAsync(Some.Request with { Account = [Jid.Parse(Some.Chat)] });
        await LearnAsync(_otherClaim);

        ImportResult result = await host.ImportAsync();

        Assert.Equal(joins ? ImportOutcome.Completed : ImportOutcome.NothingFound, result.Outcome);
        Assert.StartsWith(joins ? Other : OtherLid, Assert.Single(host.Rows()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_AccountAlone_IsNothingFound() =>
        Assert.Equal(ImportOutcome.NothingFound, (await _host.ImportAsync(Some.Request with { Account = [Jid.Parse(Other)] })).Outcome);

    ImportHost Open(InMemoryMessageStore store, int batchSize = 100) =>
        new(store, options => options.BatchSize = batchSize, services => services.AddSingleton<IMessageCache>(_cache));

    ValueTask LearnAsync(params JidClaim[] claims) => _host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = claims });
}
