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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_AccountKnownAfterItsGroupMessages_EndsAsIfKnownFromTheStart(bool isToldByRequest)
    {
        HistoryMessage[] messages =
        [
            Some.Text("A", Some.Group, participant: Some.ChatLid),
            Some.Text("A", Some.Group, fromMe: true) with { Status = MessageStatus.Read },
            Some.Text("B", Some.Group, participant: Some.ChatLid),
            Some.Text("C", Some.Group, participant: "5511900000009@s.whatsapp.net"),
            Some.Text("D", Some.ChatLid, fromMe: true),
            Some.Amendment(AmendmentKind.Reaction, "C", "👍", chat: Some.Group, participant: Some.ChatLid, targetParticipant: "5511900000009@s.whatsapp.net"),
            Some.Amendment(AmendmentKind.Reaction, "B", "❤", chat: Some.Group, participant: "5511900000009@s.whatsapp.net", targetParticipant: Some.ChatLid),
        ];
        await using var late = new ImportHost();
        await late.ReceiveAsync(messages);
        await late.ImportAsync();
        Assert.Contains(late.Rows(), row => row.Contains($"|B|False|{Some.ChatLid}|", StringComparison.Ordinal));
        await ImportKnownAsync(late);

        await using var early = new ImportHost();
        await ImportKnownAsync(early);
        await early.ReceiveAsync(messages);
        await early.ImportAsync();

        Assert.Equal(early.Rows(), late.Rows());
        Assert.Equal(4, late.Rows().Count);
        Assert.DoesNotContain(late.Rows(), row => row.Contains(Some.ChatLid, StringComparison.Ordinal));
        Assert.Contains(late.Rows(), row => row.Contains("|B|True||", StringComparison.Ordinal));

        async Task ImportKnownAsync(ImportHost host)
        {
            IReadOnlyList<Jid> account = [Jid.Parse(Some.Chat)];
            await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [_claim], Account = isToldByRequest ? [] : account });
            await host.ImportAsync(Some.Request with { Account = isToldByRequest ? account : [] });
        }
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
