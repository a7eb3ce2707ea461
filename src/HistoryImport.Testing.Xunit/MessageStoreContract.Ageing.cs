namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    [Fact]
    public async Task EraseAsync_OlderThan_RemovesOldRowsAndTheirReactionsAndNothingElse()
    {
        Require(StoreFeatures.Erasure | StoreFeatures.Amendments);
        MessageUpsert Aged(MessageUpsert item, long? time) => item with { Timestamp = time };
        await WriteAsync(
            Aged(Some.Text(key: Some.Key("OLD")).Reacted("👍"), 99), Aged(Some.Text(key: Some.Key("NEW")).Reacted("👍"), 100), Aged(Some.Text(key: Some.Key("TIMELESS")).Reacted("👍"), null),
            Aged(Some.Text(key: Some.Key("BOTH")).Reacted("👍"), 1), Aged(Some.Text(key: Some.Key("BOTH", fromMe: true)), 200),
            Aged(InGroup("G", Some.Number(2)).Reacted("👍", Some.Number(3)), 1), Aged(InGroup("G", Some.Number(3)).Reacted("👍", Some.Number(3)), 200),
            Aged(Some.Text(key: Some.Key("OTHER", Some.Number(9))), 5));
        await WriteAsync(new ConnectionKey("tenant", "other"), Aged(Some.Text(key: Some.Key("ELSEWHERE")), 1));

        ErasureStep step = await EraseAsync(new ErasureOrder { OlderThan = 100 });

        Assert.Equal((4, 2), (step.Messages, step.Reactions));
        Assert.Equal(["BOTH", "ELSEWHERE", "G", "NEW", "TIMELESS"], await IdsAsync());
        Assert.All((await RowsAsync()).Where(row => row.Key.Id is "BOTH" or "NEW" or "G"), row => Assert.StartsWith("👍", row.Reactions, StringComparison.Ordinal));
        Assert.Equal(0, (await EraseAsync(new ErasureOrder { OlderThan = 100 })).Messages);
    }

    [Fact]
    public async Task EraseAsync_VeryManyAreOlder_GoesOnStepByStep()
    {
        Require(StoreFeatures.Erasure);
        await WriteAsync([.. Enumerable.Range(0, 9000).Select(i => Some.Text(key: Some.Key("A" + i)) with { Timestamp = i / 3 })]);
        await WriteAsync([.. Enumerable.Range(0, 50).Select(i => Some.Text(key: Some.Key("B" + i, Some.Number(2 + i % 5))) with { Timestamp = i * 100 })]);

        Assert.Equal(8940 + 30, (await EraseAsync(new ErasureOrder { OlderThan = 2980 })).Messages);
        Assert.Equal(60 + 20, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task EraseAsync_MediaKeysOlderThan_RemovesKeysAndPayloadsOfOldRowsAndNothingElse()
    {
        Require(StoreFeatures.Erasure);
        MessageUpsert Image(string id, long? time, bool hasKey = true) => Some.Content(
            new MessageContent
            {
                Kind = MessageKind.Image,
                Body = "caption",
                Media = new MediaDescriptor { MimeType = "image/jpeg", FileName = "\"key\":1 \u00e7", Size = 5, Key = hasKey ? new byte[32] : null },
                Raw = hasKey ? "payload"u8.ToArray() : default,
            },
            Some.Key(id)) with { Timestamp = time };
        await WriteAsync(Image("OLD", 99), Image("NEW", 100), Image("TIMELESS", null), Image("KEYLESS", 1, hasKey: false));
        await WriteAsync(Image("OTHER", 5) with { Key = Some.Key("OTHER", Some.Number(9)) });
        await WriteAsync(new ConnectionKey("tenant", "other"), Image("ELSEWHERE", 1));
        var order = new ErasureOrder { MediaKeysOlderThan = 100 };

        Assert.Equal(new ErasureStep { MediaKeys = 2 }, await EraseAsync(order));
        Assert.Equal(0, (await EraseAsync(order)).MediaKeys);

        // Told again, they bring nothing back: the content is the one that is known.
        await WriteAsync(Image("OLD", 99));
        IReadOnlyList<StoredRow> rows = await RowsAsync();
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.Equal("caption", row.Body));
        if (ReadsBack.HasFlag(StoredParts.Media))
        {
            Assert.All(rows, row => Assert.Equal("\"key\":1 \u00e7", row.Media!.FileName));
            Assert.Equal(
                ["ELSEWHERE", "NEW", "TIMELESS"], rows.Where(row => row.Media!.Key is not null).Select(row => row.Key.Id).Order(StringComparer.Ordinal));
        }

        if (ReadsBack.HasFlag(StoredParts.Raw))
        {
            Assert.Equal(["ELSEWHERE", "NEW", "TIMELESS"], rows.Where(row => !row.Raw.IsEmpty).Select(row => row.Key.Id).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task EraseAsync_MediaKeysOfAVeryLongChat_GoesOnStepByStep()
    {
        Require(StoreFeatures.Erasure);
        MessageContent content = new() { Kind = MessageKind.Image, Media = new MediaDescriptor { Key = new byte[32] } };
        foreach (int[] part in Enumerable.Range(0, 11_000).Chunk(5500))
        {
            await WriteAsync([.. part.Select(i => Some.Content(content, Some.Key($"M{i:D5}")) with { Timestamp = i })]);
        }

        Assert.Equal(10_500, (await EraseAsync(new ErasureOrder { MediaKeysOlderThan = 10_500 })).MediaKeys);
    }
}
