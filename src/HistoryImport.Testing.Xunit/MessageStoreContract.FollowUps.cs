namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    static MessageUpsert Placeholder(Jid? chat = null, bool fromMe = false, bool isOfficial = true) =>
        Some.Content(new MessageContent { Kind = MessageKind.Unsupported }, Some.Key(chat: chat, fromMe: fromMe)) with
        {
            WireId = isOfficial ? new MessageWireId("wamid.A", false) : null,
        };

    static MessageUpsert FollowUp(Jid chat, string body = "caption", string mediaId = "1")
    {
        var content = new MessageContent { Kind = MessageKind.Image, Body = body, Media = new MediaDescriptor { MimeType = "image/png" }, Raw = new byte[] { 7 } };
        return new MessageUpsert
        {
            Key = new MessageKey(chat, default, chat.IsNone, "ID"),
            MatchesEitherDirection = !chat.IsNone,
            IsFollowUp = true,
            Content = content,
            Version = ContentVersion.Of(content),
            MediaId = mediaId,
        };
    }

    [Fact]
    public async Task UpsertAsync_FollowUpWithoutMessage_IsMissingAndMakesNoRow()
    {
        Require(StoreFeatures.FollowUps);
        await WriteOneAsync(Placeholder(Some.Number(2)));

        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(FollowUp(Some.Number(1))));
        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(FollowUp(Some.Number(3))));
        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(FollowUp(default)));
        Assert.Equal("unsupported", (await RowAsync()).Kind);
    }

    [Fact]
    public async Task UpsertAsync_FollowUp_BringsContentToEitherDirection()
    {
        Require(StoreFeatures.FollowUps);
        await WriteAsync(Placeholder(), Placeholder(fromMe: true, isOfficial: false), Placeholder(Some.Number(2)));

        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(FollowUp(Some.Contact)));
        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(FollowUp(Some.Contact)));

        IReadOnlyList<StoredRow> rows = await RowsAsync();
        Assert.All(rows, row => Assert.Equal(
            row.Key.Chat == Some.Contact ? ("image", "caption", "1", "image/png", "07") : ("unsupported", "", null, null, ""),
            (row.Kind, row.Body, row.MediaId, row.Media?.MimeType, Convert.ToHexString(row.Raw.Span))));
        Assert.All(rows, row => Assert.Equal(Some.Time, row.Timestamp));
    }

    [Fact]
    public async Task UpsertAsync_FollowUpWithoutChat_BringsContentToOwnMessagesOfTheOfficialRoadInEveryChat()
    {
        Require(StoreFeatures.FollowUps);
        await WriteAsync(
            Placeholder(Some.Number(1), fromMe: true), Placeholder(Some.Number(2), fromMe: true), Placeholder(Some.Number(3), fromMe: true, isOfficial: false),
            Placeholder(Some.Number(4)));
        await WriteAsync(new ConnectionKey("tenant", "other"), Placeholder(Some.Number(1), fromMe: true));

        UpsertResult first = await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [FollowUp(default)] });
        UpsertResult second = await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [FollowUp(default)] });

        Assert.Equal((UpsertOutcome.Updated, UpsertOutcome.Duplicate), (Assert.Single(first.Outcomes), Assert.Single(second.Outcomes)));
        Assert.Equal([Some.Number(1), Some.Number(2)], first.ChatsFound.Distinct().Order());
        Assert.Empty(second.ChatsFound);
        Assert.Equal(
            [Some.Number(1), Some.Number(2)], (await RowsAsync()).Where(row => row.Kind == "image").Select(row => row.Key.Chat).Order());
        Assert.All(await RowsAsync(), row => Assert.Equal(row.Kind == "image", row.Connection == Some.Connection && row.MediaId == "1"));
    }

    [Fact]
    public async Task UpsertAsync_FollowUpAgainstGreaterContent_LeavesItAndKeepsTheMediaId()
    {
        Require(StoreFeatures.FollowUps);
        var content = new MessageContent { Kind = MessageKind.Image, Body = "of a socket", Media = new MediaDescriptor { Key = [1], DirectPath = "/v/1" } };
        await WriteOneAsync(Some.Content(content) with { Version = ContentVersion.OfHostRow(MessageKind.Image) });

        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(FollowUp(Some.Contact)));

        StoredRow row = await RowAsync();
        Assert.Equal(("of a socket", "/v/1", "1"), (row.Body, row.Media?.DirectPath, row.MediaId));
    }

    [Fact]
    public async Task UpsertAsync_FollowUpInTheBatchOfItsMessage_BringsContent()
    {
        Require(StoreFeatures.FollowUps);

        Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Updated], await WriteAsync(Placeholder(), FollowUp(Some.Contact)));
        Assert.Equal("image", (await RowAsync()).Kind);
    }

    [Fact]
    public async Task UpsertAsync_FollowUpBeforeItsMessageAndBeforeATwin_BringsContentToEachWhenItIsOfferedAgain()
    {
        Require(StoreFeatures.FollowUps);

        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(FollowUp(Some.Contact)));
        await WriteOneAsync(Placeholder());
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(FollowUp(Some.Contact)));
        await WriteOneAsync(Placeholder(fromMe: true));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(FollowUp(Some.Contact)));
        Assert.All(await RowsAsync(), row => Assert.Equal("image", row.Kind));
    }

    /// <summary>The orders of three.</summary>
    public static TheoryData<int, int, int> OrdersOfThree() => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [MemberData(nameof(OrdersOfThree))]
    public async Task UpsertAsync_OneMessageByThreeWireIdsInAnyOrder_IsOneRowWithOne(int first, int second, int third)
    {
        MessageUpsert[] told = [Wired("wamid.Z", false), Wired("wamid.A", true), Wired("wamid.B", true)];
        foreach (int i in (int[])[first, second, third, first])
        {
            await WriteOneAsync(told[i]);
        }

        Assert.Equal(new MessageWireId("wamid.B", true), (await RowAsync()).WireId);
    }

    [Fact]
    public async Task JoinAsync_WireIds_MoveAndMerge()
    {
        Require(StoreFeatures.Join | StoreFeatures.FollowUps);
        await WriteAsync(
            Placeholder(Some.Lid(1)) with { WireId = new MessageWireId("wamid.Z", false), MediaId = "2" },
            Placeholder(Some.Number(1)) with { WireId = new MessageWireId("wamid.A", true), MediaId = "1" });

        await JoinAsync(new JidJoin(Some.Lid(1), Some.Number(1)));

        StoredRow row = await RowAsync();
        Assert.Equal((new MessageWireId("wamid.A", true), "2"), (row.WireId, row.MediaId));
    }
}
