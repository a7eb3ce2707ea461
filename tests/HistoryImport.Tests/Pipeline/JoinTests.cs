using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

public sealed class JoinTests
{
    static readonly JidClaim _claim = new(Jid.Parse(Some.Chat), Jid.Parse(Some.ChatLid));

    [Fact]
    public async Task ImportAsync_ClaimAfterBothChatsAreRows_JoinsThemAndMergesTwins()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"), Some.Text("A", Some.ChatLid) with { Status = MessageStatus.Read }, Some.Text("B", Some.ChatLid));
        await host.ImportAsync();
        Assert.Equal(3, host.Rows().Count);

        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [_claim] });
        await host.ImportAsync();

        Assert.Equal(2, host.Rows().Count);
        Assert.All(host.Rows(), row => Assert.StartsWith(Some.Chat, row, StringComparison.Ordinal));
        Assert.Contains("|Read|", host.Rows()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_ClaimAmongTheMessages_JoinsGroupSendersAndReactorsOfEarlierBatches()
    {
        await using var host = new ImportHost(configure: options => options.BatchSize = 1);
        await host.ReceiveAsync(
            Some.Text("A", Some.Group, participant: Some.ChatLid),
            Some.Amendment(AmendmentKind.Reaction, "A", "👍", chat: Some.Group, participant: Some.ChatLid, targetParticipant: Some.ChatLid),
            Some.Text("B", Some.Chat) with { RemoteJidAlt = Some.ChatLid });

        await host.ImportAsync();

        Assert.Contains(host.Rows(), row => row.Contains($"|A|False|{Some.Chat}|", StringComparison.Ordinal) && row.Contains($"{Some.Chat}/👍", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_StoreCannotJoin_SaysSo()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { Features = StoreFeatures.Amendments });
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Contains(result.Limitations, limitation => limitation.Contains("cannot join", StringComparison.Ordinal));
    }
}
