namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    /// <summary>Pairs of reports about one message, and what the row must say after both, in either order.</summary>
    public static TheoryData<string, bool> BothOrders()
    {
        var data = new TheoryData<string, bool>();
        foreach (string register in Registers.Keys)
        {
            data.Add(register, false);
            data.Add(register, true);
        }

        return data;
    }

    static Dictionary<string, (MessageUpsert Less, MessageUpsert More, Func<StoredRow, object?> Read, object? Expected)> Registers { get; } = new()
    {
        ["smallest timestamp"] = (Some.Text() with { Timestamp = 9 }, Some.Text() with { Timestamp = 5 }, row => row.Timestamp, 5L),
        ["any timestamp over none"] = (Some.Text() with { Timestamp = null }, Some.Text() with { Timestamp = 5 }, row => row.Timestamp, 5L),
        ["greatest status"] = (Some.Text() with { Status = MessageStatus.Error }, Some.Text() with { Status = MessageStatus.Read }, row => row.Status, MessageStatus.Read),
        ["error over no status"] = (Some.Text() with { Status = null }, Some.Text() with { Status = MessageStatus.Error }, row => row.Status, MessageStatus.Error),
        ["revoked for ever"] = (Some.Text(), Some.Text() with { IsRevoked = true }, row => row.IsRevoked, true),
        ["greatest push name"] = (Some.Text() with { PushName = "Z" }, Some.Text() with { PushName = "a" }, row => row.PushName, "a"),
        ["any push name over none"] = (Some.Text() with { PushName = null }, Some.Text() with { PushName = "A" }, row => row.PushName, "A"),

        // UTF-16 code units say otherwise.
        ["push name by UTF-8 bytes"] = (Some.Text() with { PushName = "\uFF5E" }, Some.Text() with { PushName = "😀" }, row => row.PushName, "😀"),
        ["greatest wire chat"] = (Some.Text() with { WireChat = "Z@lid" }, Some.Text() with { WireChat = "a@lid" }, row => row.WireChat, "a@lid"),
        ["any wire chat over none"] = (Some.Text(), Some.Text() with { WireChat = "A@lid" }, row => row.WireChat, "A@lid"),
        ["wire chat by UTF-8 bytes"] = (Some.Text() with { WireChat = "\uFF5E" }, Some.Text() with { WireChat = "😀" }, row => row.WireChat, "😀"),
        ["wire id of a live report"] = (Wired("wamid.Z", false), Wired("wamid.A", true), row => row.WireId, new MessageWireId("wamid.A", true)),
        ["greatest wire id of a kind"] = (Wired("wamid.Z", true), Wired("wamid.a", true), row => row.WireId, new MessageWireId("wamid.a", true)),
        ["any wire id over none"] = (Some.Text(), Wired("wamid.A", false), row => row.WireId, new MessageWireId("wamid.A", false)),
        ["greatest media id"] = (Image with { MediaId = "Z" }, Image with { MediaId = "a" }, row => row.MediaId, "a"),
        ["time and envelope of the edit"] = (Edited(1, "B", "z"), Edited(2, "A", "a"), row => (row.EditTime, row.EditEnvelope), ((long?)2, "A")),
        ["media and payload of the content"] = (Unknown, Image, row => (row.Media?.DirectPath, Convert.ToHexString(row.Raw.Span)), ("/v/1", "0007")),
        ["payload that holds the body and the media"] = (Unknown, Whole, row => Convert.ToHexString(row.Raw.Span), Convert.ToHexString(Whole.Content!.Raw.Span)),
        ["later edit"] = (Edited(1, "Z", "first"), Edited(2, "A", "second"), row => row.Body, "second"),
        ["greater envelope at one time"] = (Edited(1, "A", "z"), Edited(1, "B", "a"), row => row.Body, "a"),
        ["greater body at one time and envelope"] = (Edited(1, "A", "a"), Edited(1, "A", "b"), row => row.Body, "b"),
        ["any edit over none"] = (Some.Text(), Edited(1, "A", "edited"), row => (row.Body, row.IsEdited), ("edited", true)),
        ["content over unsupported"] = (Unknown, Some.Text("known"), row => (row.Kind, row.Body), ("text", "known")),
        ["unsupported over system"] = (Content(MessageKind.System, "note"), Unknown, row => row.Kind, "unsupported"),
        ["content over call"] = (Content(MessageKind.Call, "z"), Some.Text("a"), row => (row.Kind, row.Body), ("text", "a")),
        ["later reaction"] = (Some.Text().Reacted("👍", time: 1), Some.Text().Reacted("❤", time: 2), row => row.Reactions, "❤ other"),
        ["greater emoji at one time"] = (Some.Text().Reacted("❤"), Some.Text().Reacted("👍"), row => row.Reactions, "👍 other"),
        ["removal of a reaction"] = (Some.Text().Reacted("👍", time: 1), Some.Text().Reacted("", time: 2), row => row.Reactions, ""),
        ["reactor by reactor"] = (Some.Text().Reacted("👍"), Some.Text().Reacted("❤", fromMe: true), row => row.Reactions, "❤ me, 👍 other"),
    };

    static MessageUpsert Wired(string id, bool isLive) => Some.Text() with { WireId = new MessageWireId(id, isLive) };

    static MessageUpsert Unknown =>
        Some.Content(new MessageContent { Kind = MessageKind.Unsupported, Media = new MediaDescriptor { DirectPath = "/v/0" }, Raw = new byte[] { 9 } });

    static MessageUpsert Whole => Some.Content(new MessageContent
    {
        Kind = MessageKind.Document,
        Body = "the contract you asked for",
        Media = new MediaDescriptor { DirectPath = "/v/t62.7119-24/1", FileName = "contract.pdf", Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)], Sha256 = new byte[32] },
        Raw = new byte[] { 26, 99 }.Concat(Enumerable.Range(1, 32).Select(i => (byte)i)).Concat("/v/t62.7119-24/1, contract.pdf: the contract you asked for"u8.ToArray()).Concat(new byte[40]).ToArray(),
    });

    static MessageUpsert Image =>
        Some.Content(new MessageContent { Kind = MessageKind.Image, Media = new MediaDescriptor { DirectPath = "/v/1" }, Raw = new byte[] { 0, 7 } });

    [Theory]
    [MemberData(nameof(BothOrders))]
    public async Task UpsertAsync_TwoReportsInEitherOrder_KeepsMaximum(string register, bool greaterFirst)
    {
        var (less, more, read, expected) = RegisterOf(register);
        await WriteOneAsync(greaterFirst ? more : less);
        await WriteOneAsync(greaterFirst ? less : more);

        Assert.Equal(expected, read(await RowAsync()));
    }

    [Theory]
    [MemberData(nameof(BothOrders))]
    public async Task UpsertAsync_SecondReportChangesSomething_SaysUpdatedElseDuplicate(string register, bool greaterFirst)
    {
        var (less, more, read, _) = RegisterOf(register);

        // Two reactors both change the row, whoever comes first.
        bool bothRise = register == "reactor by reactor";
        Assert.Equal(UpsertOutcome.Inserted, await WriteOneAsync(greaterFirst ? more : less));
        _ = read(await RowAsync());
        Assert.Equal(greaterFirst && !bothRise ? UpsertOutcome.Duplicate : UpsertOutcome.Updated, await WriteOneAsync(greaterFirst ? less : more));
    }

    [Fact]
    public async Task UpsertAsync_TwoContents_MoveAsOne()
    {
        MessageUpsert image = Some.Content(new MessageContent { Kind = MessageKind.Image, Body = "one", Media = new MediaDescriptor { MimeType = "image/png" } });
        MessageUpsert text = Some.Text("two");
        await WriteOneAsync(text);
        await WriteOneAsync(image);

        StoredRow row = await RowAsync();
        bool imageWins = image.Version > text.Version;
        Assert.Equal(imageWins ? ("image", "one", "image/png") : ("text", "two", null), (row.Kind, row.Body, row.Media?.MimeType));
    }

    [Fact]
    public async Task UpsertAsync_EditOfContentThatRises_StillReplacesBodyOnly()
    {
        Require(StoreFeatures.Amendments);
        await WriteOneAsync(Unknown with { Edit = new MessageEdit(1, "A", "edited") });
        await WriteOneAsync(Content(MessageKind.Image, "caption"));

        StoredRow row = await RowAsync();
        Assert.Equal(("image", "edited"), (row.Kind, row.Body));
    }

    [Fact]
    public async Task UpsertAsync_EveryField_ComesBack()
    {
        var media = new MediaDescriptor
        {
            MimeType = "image/jpeg", FileName = "a\"b.jpg", Size = 1L << 40, Sha256 = [0, 255], EncryptedSha256 = [1], Key = [2, 3], Url = "https://x/?a=b&c",
            DirectPath = "/v/1", Seconds = 1, Width = 2, Height = 3,
        };
        MessageUpsert item = Some.Content(new MessageContent { Kind = MessageKind.VideoNote, Body = "日本 😀 'x'; --", Media = media, Raw = new byte[] { 0, 1 } }) with
        {
            Status = MessageStatus.Played,
            PushName = "N",
            WireChat = "1@lid",
        };
        await WriteOneAsync(item);

        Assert.Equal(StoredRow.Of(Some.Connection, item), await RowAsync());
    }

    [Fact]
    public async Task UpsertAsync_MessageThatCameAmended_ComesBackSo()
    {
        Require(StoreFeatures.Amendments);
        MessageUpsert item = Some.Text().Reacted("👍", fromMe: true) with { IsRevoked = true, Edit = new MessageEdit(1L << 41, "日'", "edited") };
        await WriteOneAsync(item);

        Assert.Equal(StoredRow.Of(Some.Connection, item), await RowAsync());
    }

    [Fact]
    public async Task UpsertAsync_EmptyContent_MakesRow()
    {
        Assert.Equal(UpsertOutcome.Inserted, await WriteOneAsync(Unknown with { Timestamp = null }));

        Assert.Equal(("", (long?)null), ((await RowAsync()).Body, (await RowAsync()).Timestamp));
    }

    (MessageUpsert Less, MessageUpsert More, Func<StoredRow, object?> Read, object? Expected) RegisterOf(string name)
    {
        var register = Registers[name];
        if (register.More is not { Edit: null, IsRevoked: false, Reactions: [] })
        {
            Require(StoreFeatures.Amendments);
        }

        return register;
    }

    static MessageUpsert Edited(long time, string envelope, string body) => Some.Text() with { Edit = new MessageEdit(time, envelope, body) };

    static MessageUpsert Content(MessageKind kind, string body) => Some.Content(new MessageContent { Kind = kind, Body = body });
}
