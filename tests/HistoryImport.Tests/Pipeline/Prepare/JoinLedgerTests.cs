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
}
