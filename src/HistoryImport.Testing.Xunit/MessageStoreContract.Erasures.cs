using System.Text;

namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    static ErasureMark Mark(string name, Guid erasure = default) => new(name, erasure);

    static MessageUpsert InGroup(string id, Jid sender, string raw = "", bool fromMe = false) => Some.Content(
        new MessageContent { Kind = MessageKind.Text, Body = "body of " + id, Raw = Encoding.UTF8.GetBytes(raw) }, Some.Key(id, Some.Group, sender, fromMe));

    async Task<ErasureStep> EraseAsync(ErasureOrder order, ConnectionKey? connection = null)
    {
        var sum = new ErasureStep();
        do
        {
            ErasureStep step = await Store.EraseAsync(connection ?? Some.Connection, order);
            sum = sum with
            {
                Messages = sum.Messages + step.Messages,
                Reactions = sum.Reactions + step.Reactions,
                Names = sum.Names + step.Names,
                RawPayloads = sum.RawPayloads + step.RawPayloads,
                MediaKeys = sum.MediaKeys + step.MediaKeys,
            };
            order = order with { After = step.Next };
        }
        while (order.After is not null);

        return sum;
    }

    async Task<string[]> IdsAsync() => [.. (await RowsAsync()).Select(row => row.Key.Id).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task GetErasuresAsync_NothingErased_IsNone()
    {
        Require(StoreFeatures.Erasure);
        await WriteOneAsync(Some.Text());

        ErasureMarks marks = await Store.GetErasuresAsync(Some.Connection);

        Assert.Equal(0, marks.Number);
        Assert.Empty(marks.Marks!);
        Assert.Equal(0, (await Store.GetErasuresAsync(new ConnectionKey("tenant", "unknown"))).Number);
    }

    [Fact]
    public async Task ChangeErasuresAsync_AddedAndLifted_AreThoseThatAreLeft()
    {
        Require(StoreFeatures.Erasure);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Store.ChangeErasuresAsync(Some.Connection, [Mark("A", one), Mark("B", one), Mark("C", other), Mark("D", other)], []);
        await Store.ChangeErasuresAsync(new ConnectionKey("tenant", "other"), [Mark("Z", one)], []);
        long first = (await Store.GetErasuresAsync(Some.Connection)).Number;
        await Store.ChangeErasuresAsync(Some.Connection, [Mark("D", one), Mark("E", Guid.Empty)], [other]);

        ErasureMarks marks = await Store.GetErasuresAsync(Some.Connection, first);

        Assert.True(marks.Number > first);
        Assert.Equal(["A", "B", "D", "E"], marks.Marks!.Select(mark => mark.Mark).Order(StringComparer.Ordinal));
        Assert.Equal(one, marks.Marks!.Single(mark => mark.Mark == "D").Erasure);
        Assert.Null((await Store.GetErasuresAsync(Some.Connection, marks.Number)).Marks);
    }

    [Fact]
    public async Task UpsertAsync_LookedThroughBeforeAnErasure_WritesNothing()
    {
        Require(StoreFeatures.Erasure);
        await WriteOneAsync(Some.Text("before"));
        await Store.ChangeErasuresAsync(Some.Connection, [Mark("A")], []);
        long number = (await Store.GetErasuresAsync(Some.Connection)).Number;

        await Assert.ThrowsAsync<ErasuresChangedException>(async () => await WriteOneAsync(Some.Text(key: Some.Key("LATE"))));
        await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key("NEXT"))], Erasures = number });
        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text(key: Some.Key("OTHER")));

        Assert.Equal(["ID", "NEXT", "OTHER"], await IdsAsync());
    }

    [Fact]
    public async Task EraseAsync_Chat_RemovesAllThatIsInItAndNothingElse()
    {
        Require(StoreFeatures.Erasure | StoreFeatures.Amendments);
        await WriteAsync(
            Some.Text(key: Some.Key("A")).Reacted("👍"), Some.Text(key: Some.Key("B", Some.Number(2))).Reacted("👍"), InGroup("C", Some.Contact));
        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text(key: Some.Key("D")));

        ErasureStep step = await EraseAsync(new ErasureOrder { Chats = [Some.Contact, Some.Lid(1)] });

        Assert.Equal(1, step.Messages);
        Assert.Equal(["B", "C", "D"], await IdsAsync());
        await WriteOneAsync(Some.Text(key: Some.Key("A")));
        Assert.Empty((await RowsAsync()).Single(row => row.Key.Id == "A").Reactions);
        Assert.Equal(new ErasureStep(), await EraseAsync(new ErasureOrder { Chats = [Some.Number(7)] }));
    }

    [Fact]
    public async Task EraseAsync_Group_RemovesItsMembersToo()
    {
        Require(StoreFeatures.Erasure | StoreFeatures.Join);
        await WriteAsync(InGroup("A", Some.Lid(1)), InGroup("B", Some.Number(2)));

        Assert.Equal(2, (await EraseAsync(new ErasureOrder { Chats = [Some.Group] })).Messages);

        Assert.Empty(await RowsAsync());
        await WriteAsync(InGroup("A", Some.Lid(1)));
        await JoinAsync(new JidJoin(Some.Lid(1), Some.Contact));
        Assert.Equal(Some.Contact, (await RowAsync()).Key.Sender);
    }

    [Fact]
    public async Task EraseAsync_Person_RemovesWhatTheySentAndReactedByInGroups()
    {
        Require(StoreFeatures.Erasure | StoreFeatures.Amendments);
        await WriteAsync(
            InGroup("SENT", Some.Contact).Reacted("👍", Some.Number(2)),
            InGroup("OTHER", Some.Number(2)).Reacted("👍", Some.Contact).Reacted("😀", Some.Number(3)),
            InGroup("HIDDEN", Some.Lid(1)),
            InGroup("OWN", default, fromMe: true),
            Some.Text(key: Some.Key("DIRECT")));

        ErasureStep step = await EraseAsync(new ErasureOrder { Chats = [Some.Contact, Some.Lid(1)], Persons = [Some.Contact, Some.Lid(1)] });

        Assert.Equal((3, 2), (step.Messages, step.Reactions));
        Assert.Equal(["OTHER", "OWN"], await IdsAsync());
        string reactions = (await RowsAsync()).Single(row => row.Key.Id == "OTHER").Reactions;
        Assert.True(reactions.Contains("😀", StringComparison.Ordinal) && !reactions.Contains("👍", StringComparison.Ordinal), reactions);
    }

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
    public async Task EraseAsync_Names_OfThePersonOrTheChatGo()
    {
        Require(StoreFeatures.Erasure);
        HistoryName[] all =
        [
            new(Some.Contact, NameKind.Chat, "chat"), new(Some.Contact, NameKind.Push, "push"), new(Some.Number(2), NameKind.Chat, "chat"),
            new(Some.Number(2), NameKind.Contact, "contact"), new(Some.Number(3), NameKind.Contact, "other"),
        ];
        await Store.UpsertAsync(Some.Connection, new MessageBatch { Names = all });

        Assert.Equal(3, (await EraseAsync(new ErasureOrder { Chats = [Some.Contact, Some.Number(2)], Persons = [Some.Contact] })).Names);

        Assert.Equal(["contact", "other"], (await NamesAsync(Some.Connection)).Select(name => name.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EraseAsync_Whole_LeavesNothingOfTheConnectionButItsMarks()
    {
        Require(StoreFeatures.Erasure);
        await WriteAsync([.. Enumerable.Range(0, 50).Select(i => Some.Text(key: Some.Key("A", Some.Number(i)))), InGroup("G", Some.Contact)]);
        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text());
        await Store.ChangeErasuresAsync(Some.Connection, [Mark("A")], []);

        Assert.Equal(51, (await EraseAsync(new ErasureOrder { IsWhole = true })).Messages);

        Assert.Equal("other", (await RowAsync()).Connection.Name);
        Assert.Single((await Store.GetErasuresAsync(Some.Connection)).Marks!);
    }

    [Fact]
    public async Task EraseAsync_LongChat_GoesOnStepByStep()
    {
        Require(StoreFeatures.Erasure);
        for (int i = 0; i < 3; i++)
        {
            await WriteAsync([.. Enumerable.Range(0, 4000).Select(j => Some.Text(key: Some.Key($"{i} {j}")))]);
        }

        await WriteAsync([.. Enumerable.Range(0, 6000).Select(j => InGroup($"G{j}", Some.Contact))]);

        Assert.Equal(18_000, (await EraseAsync(new ErasureOrder { Chats = [Some.Contact], Persons = [Some.Contact], Addresses = ["5511900000001"] })).Messages);
        Assert.Empty(await RowsAsync());
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

    [Fact]
    public async Task ListConnectionsAsync_OneTenant_AreItsOwn()
    {
        Require(StoreFeatures.Erasure);
        await WriteAsync(Some.Text());
        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text());
        await WriteAsync(new ConnectionKey("another", "third"), Some.Text());

        Assert.Equal(
            [Some.Connection.Name, "other"], (await Store.ListConnectionsAsync("tenant")).Select(connection => connection.Name).Order(StringComparer.Ordinal));
        Assert.Empty(await Store.ListConnectionsAsync("unknown"));
    }
}
