using System.Text;

namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    [Fact]
    public async Task EraseAsync_Addresses_EmptiesRawPayloadsThatHoldOne()
    {
        Require(StoreFeatures.Erasure);
        await WriteAsync(
            InGroup("A", Some.Number(2), "mentions 5511900000001@s"), InGroup("B", Some.Number(2), "nobody"), InGroup("C", Some.Number(2)),
            Some.Content(new MessageContent { Kind = MessageKind.Text, Body = "5511900000001", Raw = "x5511900000001"u8.ToArray() }, Some.Key("D", Some.Number(3))));
        await WriteAsync(new ConnectionKey("tenant", "other"), InGroup("A", Some.Number(2), "5511900000001"));

        ErasureStep step = await EraseAsync(new ErasureOrder { Addresses = ["5511900000001", "none"] });

        Assert.Equal(2, step.RawPayloads);
        Assert.Equal(0, (await EraseAsync(new ErasureOrder { Addresses = ["5511900000001"] })).RawPayloads);
        IReadOnlyList<StoredRow> rows = await RowsAsync();
        Assert.Equal("5511900000001", rows.Single(row => row.Key.Id == "D").Body);
        if (ReadsBack.HasFlag(StoredParts.Raw))
        {
            Assert.Equal(
                ["", "nobody", "", ""],
                rows.Where(row => row.Connection == Some.Connection).OrderBy(row => row.Key.Id, StringComparer.Ordinal).Select(row => Encoding.UTF8.GetString(row.Raw.Span)));
            Assert.Equal("5511900000001", Encoding.UTF8.GetString(rows.Single(row => row.Connection != Some.Connection).Raw.Span));
        }
    }

    [Theory]
    [InlineData("""{"text":"@95511900000001"}""", false)]
    [InlineData("""{"participant":"55119000000012@s.whatsapp.net"}""", false)]
    [InlineData("""{"id":"345678@lid"}""", false)]
    [InlineData("""{"participant":"5511900000001:7@s.whatsapp.net"}""", true)]
    [InlineData("""{"id":"45678@lid"}""", true)]
    [InlineData("\u0012\r55119000000012\u0003abc", true)]
    public async Task EraseAsync_AddressInPartOfAWordOfAPayload_EmptiesWhatNamesItAlone(string raw, bool isNamed)
    {
        Require(StoreFeatures.Erasure);
        MessageUpsert message = Some.Content(
            new MessageContent { Kind = MessageKind.Text, Body = raw[..^1], Raw = Encoding.UTF8.GetBytes(raw) }, Some.Key("A", Some.Number(3)));
        await WriteAsync(message, InGroup("B", Some.Number(2), raw), InGroup("B", Some.Number(3), "5511900000001"));

        ErasureStep step = await EraseAsync(new ErasureOrder { Addresses = ["5511900000001", "45678@lid"] });

        Assert.Equal(isNamed ? 3 : 1, step.RawPayloads);
        if (ReadsBack.HasFlag(StoredParts.Raw))
        {
            Assert.Equal(isNamed ? 0 : 2, (await RowsAsync()).Count(row => Encoding.UTF8.GetString(row.Raw.Span) == raw));
        }
    }

    [Fact]
    public async Task EraseAsync_AddressInAPayloadAndWhereItsTextsStandBesides_EmptiesThePayloadAlone()
    {
        Require(StoreFeatures.Erasure);
        await WriteAsync(
            Of("NAMED", "a file", "5511900000001.pdf", "name: 5511900000001.pdf"),
            Of("SAID", "call 5511900000001 now", "a.pdf", "text: call 5511900000001 now"),
            Of("NOT SAID", "call 5511900000001 now", "5511900000001.pdf", "another payload"));

        ErasureStep step = await EraseAsync(new ErasureOrder { Addresses = ["5511900000001"] });

        Assert.Equal(2, step.RawPayloads);
        if (ReadsBack.HasFlag(StoredParts.Raw))
        {
            Assert.Equal(
                [("NAMED", ""), ("NOT SAID", "another payload"), ("SAID", "")],
                (await RowsAsync()).Select(row => (row.Key.Id, Encoding.UTF8.GetString(row.Raw.Span))).OrderBy(row => row.Id, StringComparer.Ordinal));
        }

        static MessageUpsert Of(string id, string body, string file, string raw) => Some.Content(
            new MessageContent { Kind = MessageKind.Document, Body = body, Media = new MediaDescriptor { FileName = file }, Raw = Encoding.UTF8.GetBytes(raw) },
            Some.Key(id, Some.Number(3)));
    }

    [Theory]
    [InlineData("5511900000001 joined")]
    [InlineData("added by @5511900000001.")]
    public async Task EraseAsync_AddressesInTheBodyOfASystemNote_RemovesTheNoteWithItsReactions(string body)
    {
        Require(StoreFeatures.Erasure | StoreFeatures.Amendments);
        await WriteAsync(
            Note("A", body, Some.Group, Some.Number(2)).Reacted("👍", Some.Number(3)),
            Note("B", "55119000000012 joined", Some.Group, Some.Number(2)).Reacted("👍", Some.Number(3)),
            InGroup("C", Some.Number(2)) with { Content = new MessageContent { Kind = MessageKind.Text, Body = body } },
            InGroup("A", Some.Number(4)).Reacted("😀", Some.Number(3)));
        await WriteAsync(Note("D", body, Some.Number(3)).Reacted("👍"), Note("E", body, Some.Number(3)).Reacted("👍"), Some.Text(key: Some.Key("E", Some.Number(3), fromMe: true)));
        await WriteAsync(new ConnectionKey("tenant", "other"), Note("F", body, Some.Group, Some.Number(2)));

        ErasureStep step = await EraseAsync(new ErasureOrder { Addresses = ["none at all", "5511900000001"] });

        Assert.Equal((3, 2, 0), (step.Messages, step.Reactions, step.RawPayloads));
        Assert.Equal(["A", "B", "C", "E", "F"], await IdsAsync());
        IReadOnlyList<StoredRow> rows = await RowsAsync();
        Assert.Contains("😀", rows.Single(row => row.Key.Id == "A").Reactions, StringComparison.Ordinal);
        Assert.All(rows.Where(row => row.Key.Id is "B" or "E"), row => Assert.Contains("👍", row.Reactions, StringComparison.Ordinal));
        Assert.Equal(new ErasureStep(), await EraseAsync(new ErasureOrder { Addresses = ["5511900000001"] }));

        static MessageUpsert Note(string id, string body, Jid chat, Jid sender = default) => Some.Content(
            new MessageContent { Kind = MessageKind.System, Body = body, Raw = id == "B" ? default : Encoding.UTF8.GetBytes(body) }, Some.Key(id, chat, sender));
    }

    [Fact]
    public async Task EraseAsync_AddressesInAVeryLongChat_AreFoundToItsEndAndBehindIt()
    {
        Require(StoreFeatures.Erasure);
        foreach (int[] part in Enumerable.Range(0, 11_000).Chunk(5500))
        {
            await WriteAsync([.. part.Select(i => InGroup($"M{i:D5}", Some.Number(2), i % 1000 == 999 ? "5511900000001" : "nobody"))]);
        }

        MessageUpsert behind = InGroup("BEHIND", Some.Number(2), "5511900000001");
        await WriteAsync(behind with { Key = behind.Key with { Chat = Some.Number(9), Sender = default } });

        Assert.Equal(12, (await EraseAsync(new ErasureOrder { Addresses = ["5511900000001"] })).RawPayloads);
    }
}
