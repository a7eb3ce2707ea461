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

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public async Task ImportAsync_LongWireIdAndMediaId_AreKeptUpToTheirBound(int bytes, bool isKept)
    {
        string id = new('w', bytes);
        await using var host = new ImportHost();
        await host.ReceiveAsync(Placeholder(fromMe: true) with
        {
            WireId = new MessageWireId(id, true),
            Content = new MessageContent { Kind = MessageKind.Image, Media = new MediaDescriptor { Id = id } },
        });

        await host.ImportAsync();

        MessageUpsert row = Assert.Single(Rows(host));
        Assert.Equal(isKept ? (id, id) : (null, null), (row.WireId?.Id, row.MediaId));
    }

    [Fact]
    public async Task ImportAsync_FollowUpWithoutChat_NamesTheChatsItChanged()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Placeholder(fromMe: true), Placeholder(fromMe: true) with { RemoteJid = Other }, Placeholder(fromMe: false) with { RemoteJid = "5511900000003@s.whatsapp.net" });
        await host.ImportAsync();
        await host.ReceiveAsync(FollowUp(null));

        ImportResult result = await host.ImportAsync();

        Assert.Equal([(Other, 1L), (Some.Chat, 1L)], result.Chats.Select(chat => (chat.Chat.Value, chat.Updated)).OrderBy(chat => chat.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_OneChatAskedFor_TakesFollowUpsWithoutChatAndLeavesTheRestOfWhatNamesNone()
    {
        ImportRequest ofChat = Some.Request with { Chats = [Jid.Parse(Some.Chat)] };
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("B") with { RemoteJid = "no JID" }, Placeholder(fromMe: true), Placeholder(fromMe: true) with { RemoteJid = Other });
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [FollowUp(null)], Problems = [new DecodeProblem(0, "not readable")] });

        ImportResult result = await host.ImportAsync(ofChat);

        Assert.Equal((ImportOutcome.Completed, 2L, 1L, 1L), (result.Outcome, result.Counts.Read, result.Counts.Inserted, result.Counts.Updated));
        Assert.Equal([(Some.Chat, MessageKind.Image)], Rows(host).Select(row => (row.Key.Chat.Value, row.Content!.Kind)));
        Assert.Equal(new ImportCounts(), (await host.ImportAsync(ofChat)).Counts);

        Assert.Equal(2, (await host.ImportAsync()).Counts.Invalid);
        Assert.All(Rows(host), row => Assert.Equal(MessageKind.Image, row.Content!.Kind));
    }

    [Fact]
    public async Task ImportAsync_ReactionInAGroupByTheOfficialRoad_FindsItsMessageWhoeverSentItAndATwinThatComesLater()
    {
        const string Sender = "5511900000005@s.whatsapp.net";
        HistoryMessage reaction = Some.Amendment(AmendmentKind.Reaction, "A", "+", chat: Some.Group, participant: Other) with { WireId = new MessageWireId("wamid.R", true) };
        await using var host = new ImportHost();
        await host.ReceiveAsync(reaction);
        Assert.Equal((1L, 1L), ((await host.ImportAsync()).Counts.Read, await host.CachedAsync()));

        await host.ReceiveAsync(Some.Text("A", Some.Group, participant: Sender));
        Assert.Equal((1L, 1L), ((await host.ImportAsync()).Counts.Updated, await host.CachedAsync()));
        await host.ReceiveAsync(Some.Text("A", Some.Group, fromMe: true));
        await host.ImportAsync();

        Assert.All(Rows(host), row => Assert.Equal(("+", Other), (Assert.Single(row.Reactions).Emoji, row.Reactions[0].Sender.Value)));
        Assert.Equal(2, Rows(host).Count);
        Assert.Equal(new ImportCounts(), (await host.ImportAsync()).Counts);
    }

    [Fact]
    public async Task ImportAsync_BaileysStatusOfAReceivedMessage_StaysWhereTheOfficialRoadTellsItToo()
    {
        HistoryMessage[] told = [Some.Text("A") with { Status = MessageStatus.Read }, Some.Text("A") with { WireId = new MessageWireId("wamid.A", true) }];
        foreach (HistoryMessage[] order in (HistoryMessage[][])[told, [told[1], told[0]]])
        {
            await using var host = new ImportHost();
            foreach (HistoryMessage message in order)
            {
                await host.ReceiveAsync(message);
                await host.ImportAsync();
            }

            Assert.Equal((MessageStatus.Read, "wamid.A"), (Assert.Single(Rows(host)).Status, Rows(host)[0].WireId?.Id));
        }
    }

    [Fact]
    public async Task ImportAsync_StatusByTheOfficialRoad_RaisesARowThatOnlyASocketGave()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", fromMe: true) with { Status = MessageStatus.Server });
        await host.ImportAsync();
        await host.ReceiveAsync(new HistoryMessage
        {
            RemoteJid = Some.Chat, FromMe = true, Id = "A", WireId = new MessageWireId("wamid.A", true),
            Amendment = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = "A", TargetFromMe = true, Status = MessageStatus.Read },
        });
        await host.ImportAsync();

        Assert.Equal((MessageStatus.Read, null), (Assert.Single(Rows(host)).Status, Rows(host)[0].WireId));
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
