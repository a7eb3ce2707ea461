using HistoryImport.Testing;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>Media of the official platform's history comes after its message, before it, or without it.</summary>
public sealed class FollowUpTests
{
    const string Other = "5511900000002@s.whatsapp.net";

    static readonly MessageContent _image = new() { Kind = MessageKind.Image, Body = "caption", Media = new MediaDescriptor { Id = "7", MimeType = "image/png" } };

    [Fact]
    public async Task ImportAsync_FollowUpFirst_WaitsAndLiftsTheMessageAndItsTwinWhenTheyCome()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(FollowUp(Some.Chat));
        ImportCounts alone = (await host.ImportAsync()).Counts;
        Assert.Equal((1L, 1L, 0L), (alone.Read, alone.Folded, alone.Inserted));
        Assert.Empty(Rows(host));

        await host.ReceiveAsync(Placeholder(fromMe: false));
        await host.ImportAsync();
        Assert.Equal(["image"], Rows(host).Select(row => row.Content!.Kind.ToName()));

        await host.ReceiveAsync(Placeholder(fromMe: true));
        await host.ImportAsync();
        Assert.Equal(["image", "image"], Rows(host).Select(row => row.Content!.Kind.ToName()));
        Assert.All(Rows(host), row => Assert.Equal((Some.Time, "7", null), (row.Timestamp, row.MediaId, row.Content!.Media!.Id)));

        ImportCounts again = (await host.ImportAsync()).Counts;
        Assert.Equal(new ImportCounts(), again);
    }

    [Fact]
    public async Task ImportAsync_FollowUpWithoutChat_LiftsOwnMessagesOfTheOfficialRoadInEveryChat()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            FollowUp(null), Placeholder(fromMe: true), Placeholder(fromMe: true) with { RemoteJid = Other }, Placeholder(fromMe: false),
            Placeholder(fromMe: true) with { RemoteJid = "5511900000003@s.whatsapp.net", WireId = null });

        ImportResult result = await host.ImportAsync();

        Assert.Equal([Other, Some.Chat], Rows(host).Where(row => row.Content!.Kind == MessageKind.Image).Select(row => row.Key.Chat.Value).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(result.Chats, chat => chat.Chat.IsNone);
    }

    [Fact]
    public async Task ImportAsync_MediaByBothRoads_KeepsKeyAndPathAndTheMediaId()
    {
        HistoryMessage ofSocket = Some.Text("A") with
        {
            Content = new MessageContent { Kind = MessageKind.Image, Body = "caption", Media = new MediaDescriptor { Key = [1], DirectPath = "/v/1" } },
        };
        HistoryMessage official = Some.Text("A") with { Content = _image, WireId = new MessageWireId("wamid.A", true) };
        foreach (HistoryMessage[] order in (HistoryMessage[][])[[ofSocket, official], [official, ofSocket]])
        {
            await using var host = new ImportHost();
            foreach (HistoryMessage message in order)
            {
                await host.ReceiveAsync(message);
                await host.ImportAsync();
            }

            MessageUpsert row = Assert.Single(Rows(host));
            Assert.Equal(("/v/1", "7", "wamid.A"), (row.Content!.Media!.DirectPath, row.MediaId, row.WireId?.Id));
            Assert.Equal(ContentVersion.Of(ofSocket.Content), row.Version);
        }
    }

    [Fact]
    public async Task ImportAsync_ChatKnownByUserIdFirst_JoinsTheNumberAndNamesNoUserIdToThePhone()
    {
        var claim = new JidClaim(Jid.Parse("US.123@bsuid"), Jid.Parse(Some.Chat));
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A") with { RemoteJid = claim.Lid.Value, WireId = new MessageWireId("wamid.A", true) });
        await host.ImportAsync();
        Assert.Equal((claim.Lid, null), (Assert.Single(Rows(host)).Key.Chat, Rows(host)[0].WireChat));

        await host.ReceiveAsync(Some.Text("A"));
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [claim] });
        await host.ImportAsync();
        Assert.Equal((claim.Number, Some.Chat), (Assert.Single(Rows(host)).Key.Chat, Rows(host)[0].WireChat));
    }

    [Fact]
    public async Task ImportAsync_OfficialEditOfAMessageThatIsNowhere_WaitsAndMakesNoRow()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "new") with { WireId = new MessageWireId("wamid.E", true) });

        Assert.Equal(1, (await host.ImportAsync()).Counts.Folded);
        Assert.Empty(Rows(host));

        await host.ReceiveAsync(Some.Text("A"));
        await host.ImportAsync();
        Assert.Equal("new", Assert.Single(Rows(host)).Body);
    }

    [Fact]
    public async Task ImportAsync_StatusOfAnOwnMessageWhereOnlyAReceivedOneHasTheId_WaitsForTheOwn()
    {
        HistoryMessage status = Some.Text("A") with
        {
            FromMe = true,
            Content = null,
            WireId = new MessageWireId("wamid.A", true),
            Amendment = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = "A", TargetFromMe = true, Status = MessageStatus.Read },
        };
        await using var host = new ImportHost();
        await host.ReceiveAsync(status, Some.Text("A"));
        await host.ImportAsync();
        Assert.Null(Assert.Single(Rows(host)).Status);

        await host.ReceiveAsync(Some.Text("A") with { FromMe = true });
        await host.ImportAsync();
        Assert.Equal([null, MessageStatus.Read], Rows(host).OrderBy(row => row.Key.FromMe).Select(row => row.Status));
    }

    [Fact]
    public async Task ImportAsync_StoreWithoutFollowUps_IsNotGivenAnyAndSaysSo()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { Features = StoreFeatures.All & ~StoreFeatures.FollowUps });
        await host.ReceiveAsync(FollowUp(Some.Chat), Placeholder(fromMe: false));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(MessageKind.Unsupported, Assert.Single(Rows(host)).Content!.Kind);
        Assert.Contains(result.Limitations, limitation => limitation.Contains("waits until it expires", StringComparison.Ordinal));
    }

    static IReadOnlyList<MessageUpsert> Rows(ImportHost host) => host.Store.Rows(Some.Connection);

    static HistoryMessage Placeholder(bool fromMe) => Some.Text("A") with
    {
        FromMe = fromMe, Content = new MessageContent { Kind = MessageKind.Unsupported }, WireId = new MessageWireId("wamid.A", false),
    };

    static HistoryMessage FollowUp(string? chat) => new()
    {
        RemoteJid = chat,
        Id = "A",
        WireId = new MessageWireId("wamid.A", false),
        Content = _image,
        Amendment = new MessageAmendment { Kind = AmendmentKind.FollowUp, TargetId = "A" },
    };
}
