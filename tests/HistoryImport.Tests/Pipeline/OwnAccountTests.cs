using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>What our own account sends from elsewhere, and how it is told apart from everybody else.</summary>
public sealed class OwnAccountTests
{
    const string Group = "120363012345678901@g.us";
    const string Own = "5511900000000@s.whatsapp.net";
    const string OwnLid = "900000000000001@lid";
    const string OtherLid = "900000000000002@lid";

    static readonly ImportRequest _request = Some.Request with { Account = [Jid.Parse(Own)] };

    [Fact]
    public async Task ImportAsync_SentFromAnotherOwnDevice_GoesToItsDestination()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", Own) with { DestinationJid = Some.Chat });

        await host.ImportAsync(_request);

        MessageUpsert row = Assert.Single(host.Store.Rows(Some.Connection));
        Assert.Equal((Jid.Parse(Some.Chat), true, Some.Chat), (row.Key.Chat, row.Key.FromMe, row.WireChat));
    }

    [Fact]
    public async Task ImportAsync_DestinationInAChatThatIsNotOurs_IsAMereWrapper()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", "5511911111111@s.whatsapp.net") with { DestinationJid = Some.Chat });

        await host.ImportAsync(_request);

        MessageUpsert row = Assert.Single(host.Store.Rows(Some.Connection));
        Assert.Equal((Jid.Parse("5511911111111@s.whatsapp.net"), false), (row.Key.Chat, row.Key.FromMe));
    }

    [Fact]
    public async Task ImportAsync_DestinationInALidChatThatMayBeOurs_WaitsUntilItIsKnown()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", OwnLid) with { DestinationJid = Some.Chat });

        ImportResult first = await host.ImportAsync(_request);
        Assert.Empty(host.Rows());
        Assert.Equal((1, 1), (first.Counts.Read, first.Counts.Folded));

        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [new(Jid.Parse(OwnLid), Jid.Parse(Own))] });
        await host.ImportAsync(_request);
        Assert.Equal(Jid.Parse(Some.Chat), Assert.Single(host.Store.Rows(Some.Connection)).Key.Chat);
    }

    [Fact]
    public async Task ImportAsync_TurnsOutToBeOursInTheSameRun_GoesToItsDestination()
    {
        await using var host = new ImportHost(configure: options => options.BatchSize = 1);
        await host.ReceiveAsync(
            Some.Text("A", OwnLid) with { DestinationJid = Some.Chat },
            Some.Text("B", Group, fromMe: true) with { Participant = OwnLid });

        ImportResult result = await host.ImportAsync();

        Assert.Equal([Jid.Parse(Group), Jid.Parse(Some.Chat)], host.Store.Rows(Some.Connection).Select(row => row.Key.Chat).Order());
        Assert.Equal((2, 2, 0), (result.Counts.Read, result.Counts.Inserted, result.Counts.Folded));
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_DestinationInALidChatOfSomebodyElse_IsAMereWrapper()
    {
        await using var host = new ImportHost();
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [new(Jid.Parse(OwnLid), Jid.Parse(Own))] });
        await host.ReceiveAsync(Some.Text("A", OtherLid) with { DestinationJid = Some.Chat });

        await host.ImportAsync(_request);

        Assert.Equal(Jid.Parse(OtherLid), Assert.Single(host.Store.Rows(Some.Connection)).Key.Chat);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_GroupMessageReceivedFromOurselves_IsOwnInAnyOrder(bool knownFirst)
    {
        await using var host = new ImportHost();
        HistoryMessage received = Some.Text("A", Group) with { Participant = OwnLid };
        HistoryMessage reaction = Some.Amendment(AmendmentKind.Reaction, "B", "👍", chat: Group, participant: OwnLid, targetParticipant: Some.Chat, targetFromMe: false);
        var claim = new HistorySet { Claims = [new(Jid.Parse(OwnLid), Jid.Parse(Own))] };
        await host.ReceiveAsync(Some.Text("B", Group) with { Participant = Some.Chat });
        if (!knownFirst)
        {
            await host.ReceiveAsync(received, reaction);
            await host.ImportAsync();
        }

        await host.Inbox.ReceiveAsync(Some.Connection, claim);
        await host.ImportAsync(_request);
        await host.ReceiveAsync(received, reaction);
        await host.ImportAsync();

        MessageUpsert[] rows = [.. host.Store.Rows(Some.Connection).OrderBy(row => row.Key.Id, StringComparer.Ordinal)];
        Assert.Equal(["A", "B"], rows.Select(row => row.Key.Id));
        Assert.Equal((true, default), (rows[0].Key.FromMe, rows[0].Key.Sender));
        Assert.Equal((true, default), (Assert.Single(rows[1].Reactions).FromMe, rows[1].Reactions[0].Sender));
    }
}
