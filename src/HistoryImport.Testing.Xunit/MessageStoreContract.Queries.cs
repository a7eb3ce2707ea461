namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    [Fact]
    public async Task FindExistingAsync_KnownAndUnknownKeys_ReturnsTheKnown()
    {
        Require(StoreFeatures.FindExisting);

        MessageUpsert item = Some.Text("body", _groupKey) with
        {
            Status = MessageStatus.Read, PushName = "N", IsRevoked = true, WireChat = "1@lid", Timestamp = 7,
        };
        await WriteAsync(item, Some.Text("other", Some.Key("OTHER")) with { Timestamp = null });
        IReadOnlyList<ExistingMessage> found = await Store.FindExistingAsync(
            Some.Connection,
            [
                .. new[]
                {
                    Some.Key("NO"), _groupKey, _groupKey with { Sender = default },
                    Some.Key("OTHER"), Some.Key("OTHER", fromMe: true), Some.Key("OTHER", Some.Number(9)),
                }.Select(key => Some.Text("other", key) with { Timestamp = key.Id == "OTHER" ? null : 7 }),
            ]);

        Assert.Equal(2, found.Count);
        Assert.Equal(
            new ExistingMessage
            {
                Item = 1, Version = item.Version, Timestamp = 7, Status = MessageStatus.Read, PushName = "N", IsRevoked = true, WireChat = "1@lid",
            },
            Assert.Single(found, existing => existing.Item == 1));
        ExistingMessage other = Assert.Single(found, existing => existing.Item == 3);
        Assert.Equal(((long?)null, (MessageStatus?)null, (string?)null), (other.Timestamp, other.Status, other.PushName));
    }

    [Fact]
    public async Task FindExistingAsync_OneIdOfManySendersInTwoChats_FindsEachKeyOnce()
    {
        Require(StoreFeatures.FindExisting);

        const int Senders = 1500;
        MessageKey[] keys =
        [
            .. Enumerable.Range(1, Senders).Select(i => Some.Key("SAME", Some.Group, Some.Number(i))),
            Some.Key("SAME", Some.Contact),
            Some.Key("SAME", Some.Contact, fromMe: true),
        ];
        MessageUpsert[] items = [.. keys.Select(key => Some.Text("body", key))];
        await WriteAsync(items);

        IReadOnlyList<ExistingMessage> found = await Store.FindExistingAsync(Some.Connection, items);

        Assert.Equal(Enumerable.Range(0, items.Length), found.Select(existing => existing.Item).Order());
    }

    [Fact]
    public async Task FindExistingAsync_ManyOtherRowsOfThatTime_FindsThoseMeant()
    {
        Require(StoreFeatures.FindExisting);

        MessageUpsert[] items = [.. Enumerable.Range(0, 500).Select(i => Some.Text("body", Some.Key($"M{i}")) with { Timestamp = i })];
        await WriteAsync(items);

        IReadOnlyList<ExistingMessage> found = await Store.FindExistingAsync(Some.Connection, [items[499], items[250], items[0]]);

        Assert.Equal([(0, 499L), (1, 250L), (2, 0L)], found.OrderBy(existing => existing.Item).Select(existing => (existing.Item, existing.Timestamp)));
    }

    [Fact]
    public async Task FindExistingAsync_ItemsWithoutTime_FindsTheirRows()
    {
        Require(StoreFeatures.FindExisting);

        MessageUpsert[] items = [.. Enumerable.Range(0, 5).Select(i => Some.Text("body", Some.Key($"M{i}")) with { Timestamp = i })];
        await WriteAsync(items);

        IReadOnlyList<ExistingMessage> found = await Store.FindExistingAsync(Some.Connection, [items[4], .. items[..3].Select(item => item with { Timestamp = null })]);

        Assert.Equal([(0, 4L), (1, 0L), (2, 1L), (3, 2L)], found.OrderBy(existing => existing.Item).Select(existing => (existing.Item, existing.Timestamp)));
    }

    [Fact]
    public async Task FindExistingAsync_SameReportInTwoChats_FindsTheOneThatIsThere()
    {
        Require(StoreFeatures.FindExisting);

        MessageUpsert item = Some.Text("b", Some.Key("M"));
        MessageUpsert other = item with { Key = item.Key with { Chat = Some.Number(99) } };
        await WriteAsync(item, Some.Text("b", Some.Key("X", Some.Number(99))));

        Assert.Equal(1, Assert.Single(await Store.FindExistingAsync(Some.Connection, [other, item])).Item);
    }

    static MessageUpsert Report => Some.Text() with { Status = MessageStatus.Server, PushName = "N", WireChat = "1@lid" };

    public static TheoryData<string> ChangedFields => [.. Changes.Keys];

    static Dictionary<string, Func<MessageUpsert, MessageUpsert>> Changes { get; } = new()
    {
        ["content"] = item => item with { Content = Some.Text("another").Content, Version = Some.Text("another").Version },
        ["time"] = item => item with { Timestamp = item.Timestamp - 1 },
        ["status"] = item => item with { Status = MessageStatus.Read },
        ["push name"] = item => item with { PushName = "Z" },
        ["revoked"] = item => item with { IsRevoked = true },
        ["wire chat"] = item => item with { WireChat = "9@lid" },
    };

    [Theory]
    [MemberData(nameof(ChangedFields))]
    public async Task FindExistingAsync_ItemThatSaysMoreThanTheRow_IsNotTakenForKnown(string change)
    {
        (MessageUpsert item, MessageUpsert changed) = (Report, Changes[change](Report));
        await WriteOneAsync(item);

        Assert.All(
            await Store.FindExistingAsync(Some.Connection, [changed]),
            existing => Assert.Equal(
                new ExistingMessage
                {
                    Item = 0, Version = item.Version, Timestamp = item.Timestamp, Status = item.Status, PushName = item.PushName, WireChat = item.WireChat,
                },
                existing));
    }

    [Theory]
    [MemberData(nameof(ChangedFields))]
    public async Task FindExistingAsync_RowOfSeveralReports_CoversEachItIsFoundFor(string change)
    {
        (MessageUpsert item, MessageUpsert changed) = (Report, Changes[change](Report));
        await WriteOneAsync(item);
        await WriteOneAsync(changed);

        foreach (MessageUpsert report in (MessageUpsert[])[item, changed])
        {
            Assert.All(await Store.FindExistingAsync(Some.Connection, [report]), existing =>
            {
                Assert.True(existing.Version >= report.Version);
                Assert.True(existing.Timestamp <= report.Timestamp);
                Assert.True(existing.Status >= report.Status);
                Assert.True(string.CompareOrdinal(existing.PushName, report.PushName) >= 0);
                Assert.True(existing.IsRevoked || !report.IsRevoked);
                Assert.True(string.CompareOrdinal(existing.WireChat, report.WireChat) >= 0);
            });
        }
    }

    [Fact]
    public async Task FindExistingAsync_AnotherConnection_ReturnsNothing()
    {
        await WriteOneAsync(Some.Text());

        Assert.Empty(await Store.FindExistingAsync(new ConnectionKey("tenant", "other"), [Some.Text()]));
        Assert.Empty(await Store.FindExistingAsync(new ConnectionKey("other", "connection"), [Some.Text()]));
    }

    [Fact]
    public async Task GetOldestAsync_SeveralAliases_ReturnsOldestFirstInWireSpelling()
    {
        Require(StoreFeatures.Oldest);

        await WriteAsync(
            Some.Text("a", Some.Key("A")) with { Timestamp = 30 },
            Some.Text("b", Some.Key("B", fromMe: true)) with { Timestamp = 10, WireChat = "1@lid" },
            Some.Text("c", Some.Key("C", Some.Number(2))) with { Timestamp = 20 },
            Some.Text("d", Some.Key("D")) with { Timestamp = null },
            Some.Text("e", Some.Key("E")) with { Timestamp = 40 },
            Some.Text("f", Some.Key("F", Some.Number(3))) with { Timestamp = 1 },
            Some.Content(new MessageContent { Kind = MessageKind.Call, Body = "" }, Some.Key("G")) with { Timestamp = 2 },
            Some.Content(new MessageContent { Kind = MessageKind.System, Body = "" }, Some.Key("H")) with { Timestamp = 3 });

        Assert.Equal(
            [
                new MessageAnchor("1@lid", "B", true, 10),
                new MessageAnchor(Some.Number(2).Value, "C", false, 20),
                new MessageAnchor(Some.Contact.Value, "A", false, 30),
            ],
            await Store.GetOldestAsync(Some.Connection, [Some.Contact, Some.Number(2)], 3));
    }

    [Fact]
    public async Task GetOldestAsync_IdThatThePlatformAloneKnows_IsNoAnchor()
    {
        Require(StoreFeatures.Oldest);
        await WriteAsync(
            Some.Text(key: Some.Key("wamid.A")) with { Timestamp = 1, WireId = new MessageWireId("wamid.A", false) },
            Some.Text(key: Some.Key("A")) with { Timestamp = 2, WireId = new MessageWireId("wamid.B", false) },
            Some.Text(key: Some.Key("B")) with { Timestamp = 3 });

        Assert.Equal(["A", "B"], (await Store.GetOldestAsync(Some.Connection, [Some.Contact], 5)).Select(anchor => anchor.Id));
    }

    [Fact]
    public async Task GetOldestAsync_UnknownChatOrConnection_ReturnsNothing()
    {
        await WriteOneAsync(Some.Text());

        Assert.Empty(await Store.GetOldestAsync(Some.Connection, [Some.Number(9)], 5));
        Assert.Empty(await Store.GetOldestAsync(new ConnectionKey("other", "connection"), [Some.Contact], 5));
    }
}
