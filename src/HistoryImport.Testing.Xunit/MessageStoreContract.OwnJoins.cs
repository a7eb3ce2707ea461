namespace HistoryImport.Testing.Xunit;

/// <summary>Our own account as a sender means from me, also where that turns out after the rows were written.</summary>
public abstract partial class MessageStoreContract
{
    static readonly JidJoin _ownJoin = new(Some.Lid(1), Some.Number(1)) { IsOwn = true };
    static readonly JidJoin _selfJoin = new(Some.Number(1), Some.Number(1)) { IsOwn = true };

    [Fact]
    public async Task JoinAsync_OwnSender_RowIsFromMe()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(Some.Text("a", Some.Key("A", Some.Group, Some.Lid(1))), Some.Text("b", Some.Key("B", Some.Group, Some.Lid(2))));
        await JoinAsync(_ownJoin);
        await JoinAsync(_ownJoin);

        Assert.Equal(
            [("a", true, default), ("b", false, Some.Lid(2))],
            (await RowsAsync()).OrderBy(row => row.Body, StringComparer.Ordinal).Select(row => (row.Body, row.Key.FromMe, row.Key.Sender)));
        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(Some.Text("a", Some.Key("A", Some.Group, fromMe: true))));
    }

    [Fact]
    public async Task JoinAsync_OwnSenderUnderItsCanonicalJid_RowIsFromMe()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(Some.Text("a", Some.Key("A", Some.Group, Some.Number(1))));
        await JoinAsync(_selfJoin);

        Assert.Equal((true, default), Assert.Single((await RowsAsync()).Select(row => (row.Key.FromMe, row.Key.Sender))));
    }

    [Fact]
    public async Task JoinAsync_OwnRowsThatMeet_Merge()
    {
        Require(StoreFeatures.OwnJoin | StoreFeatures.Amendments);

        await WriteAsync(
            Some.Text("same", Some.Key("A", Some.Group, Some.Lid(1))) with { Timestamp = 5, Edit = new MessageEdit(9, "E", "edited") },
            Some.Text("same", Some.Key("A", Some.Group, Some.Number(1))) with { Timestamp = 6, PushName = "Name" },
            Some.Text("same", Some.Key("A", Some.Group, fromMe: true)) with { Timestamp = 7, Status = MessageStatus.Read });
        await JoinAsync(_ownJoin, _selfJoin);

        StoredRow row = Assert.Single(await RowsAsync());
        Assert.Equal((true, 5, MessageStatus.Read, "Name", "edited"), (row.Key.FromMe, row.Timestamp, row.Status, row.PushName, row.Body));
    }

    [Fact]
    public async Task JoinAsync_OwnReactorAndTarget_AreOwn()
    {
        Require(StoreFeatures.OwnJoin | StoreFeatures.Amendments);

        await WriteAsync(
            Some.Text("a", Some.Key("A", Some.Group, Some.Lid(1))).Reacted("👍", Some.Number(3), time: 1),
            Some.Text("b", Some.Key("B", Some.Group, Some.Number(3))).Reacted("👍", Some.Lid(1), time: 1).Reacted("❤", fromMe: true, time: 2));
        await JoinAsync(_ownJoin);

        StoredRow[] rows = [.. (await RowsAsync()).OrderBy(row => row.Body, StringComparer.Ordinal)];
        Assert.Equal((true, $"👍 {Some.Number(3)}"), (rows[0].Key.FromMe, rows[0].Reactions));
        Assert.Equal("❤ me", rows[1].Reactions);
    }

    [Fact]
    public async Task JoinAsync_OwnChat_KeepsItsRowsAndTheirDirections()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(
            Some.Text("a", Some.Key("A", Some.Number(1), fromMe: true)), Some.Text("b", Some.Key("B", Some.Number(1))),
            Some.Text("c", Some.Key("C", Some.Lid(1), fromMe: true)));
        await JoinAsync(_ownJoin, _selfJoin);

        Assert.Equal(
            [("a", true), ("b", false), ("c", true)],
            (await RowsAsync()).OrderBy(row => row.Body, StringComparer.Ordinal).Select(row => (row.Body, row.Key.FromMe)));
        Assert.All(await RowsAsync(), row => Assert.Equal(Some.Number(1), row.Key.Chat));
    }

    [Fact]
    public async Task JoinAsync_OwnNames_Stay()
    {
        Require(StoreFeatures.OwnJoin);

        await Store.UpsertAsync(Some.Connection, new MessageBatch { Names = [new HistoryName(Some.Number(1), NameKind.Push, "Desk")] });
        await JoinAsync(_selfJoin);

        Assert.Equal("Desk", Assert.Single(await NamesAsync(Some.Connection)).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task JoinAsync_OwnMeetsOwnRow_MergesEveryRegister(bool isOwnGreater)
    {
        Require(StoreFeatures.OwnJoin | StoreFeatures.Amendments);

        MessageUpsert less = Some.Content(new MessageContent { Kind = MessageKind.Unsupported }) with
        {
            Timestamp = 5, Status = MessageStatus.Server, PushName = "B", WireChat = "a@g.us", IsRevoked = true, Edit = new MessageEdit(8, "F", "older"),
            Reactions = [new(false, Some.Number(5), "👍", 1), new(false, Some.Number(6), "❤", 2)],
        };
        MessageUpsert more = Some.Text("content") with
        {
            Timestamp = 7, Status = MessageStatus.Read, PushName = "A", WireChat = "b@g.us", Edit = new MessageEdit(9, "E", "edited"),
            Reactions = [new(false, Some.Number(5), "😀", 2), new(true, default, "👍", 1)],
        };
        MessageKey received = Sent("ID", Some.Lid(1));
        await WriteAsync(less with { Key = isOwnGreater ? received : Own("ID") }, more with { Key = isOwnGreater ? Own("ID") : received });
        await JoinAsync(_ownJoin);

        Assert.Equal(
            new StoredRow
            {
                Connection = Some.Connection, Key = Own("ID"), Timestamp = 5, Kind = "text", Body = "edited", Status = MessageStatus.Read, PushName = "B",
                WireChat = "b@g.us", IsRevoked = true, EditTime = 9, EditEnvelope = "E",
                Reactions = StoredRow.Describe([("😀", false, Some.Number(5).Value), ("❤", false, Some.Number(6).Value), ("👍", true, null)]),
            },
            await RowAsync());
    }

    [Fact]
    public async Task JoinAsync_OwnReactorUnderSeveralJids_KeepsTheLatestReactionOrRemoval()
    {
        Require(StoreFeatures.OwnJoin);

        Jid other = Some.Number(4);
        await WriteAsync(
            Some.Text("a", Sent("A", other)).Reacted("👍", Some.Lid(1), time: 2).Reacted("❤", Some.Number(1), time: 3).Reacted("😀", fromMe: true, time: 1),
            Some.Text("b", Sent("B", other)).Reacted("👍", Some.Lid(1), time: 1).Reacted("", Some.Number(1), time: 2),
            Some.Text("c", Sent("C", other)).Reacted("👍", Some.Lid(1)).Reacted("❤", Some.Number(5)));
        await JoinAsync(_ownJoin, _selfJoin);

        Assert.Equal(
            [("a", "❤ me"), ("b", ""), ("c", $"❤ {Some.Number(5)}, 👍 me")],
            (await RowsAsync()).Select(row => (row.Body, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_OwnReactorToOwnTarget_KeepsTheLatestOfThoseThatMeet()
    {
        Require(StoreFeatures.OwnJoin);

        // One moves by its target, one by its target and its reactor, and both come to where others are.
        await WriteAsync(
            Some.Text("body", Sent("ID", Some.Lid(1))).Reacted("👍", Some.Number(5), time: 1).Reacted("❤", Some.Lid(1), time: 3).Reacted("👍", fromMe: true, time: 2),
            Some.Text("body", Own("ID")).Reacted("😀", Some.Number(5), time: 2).Reacted("😮", fromMe: true, time: 1));
        await JoinAsync(_ownJoin);

        StoredRow row = await RowAsync();
        Assert.Equal((Own("ID"), StoredRow.Describe([("😀", false, Some.Number(5).Value), ("❤", true, null)])), (row.Key, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnBesideOthers_EachMovesItsOwnWay()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(
            Some.Text("own", Sent("A", Some.Lid(1))).Reacted("👍", Some.Lid(2)), Some.Text("other", Sent("B", Some.Lid(2))).Reacted("👍", Some.Lid(1)),
            Some.Text("direct", Some.Key("C", Some.Lid(2))));
        await JoinAsync(new(Some.Lid(2), Some.Number(2)), _ownJoin, _selfJoin);

        Assert.Equal(
            [("direct", Some.Key("C", Some.Number(2)), ""), ("other", Sent("B", Some.Number(2)), "👍 me"), ("own", Own("A"), $"👍 {Some.Number(2)}")],
            (await RowsAsync()).Select(row => (row.Body, row.Key, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_OwnFirstUnderItsLid_StillMovesToItsNumber()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(Some.Text("a", Sent("A", Some.Lid(1))), Some.Text("b", Some.Key("B", Some.Lid(1), fromMe: true)));
        await JoinAsync(new JidJoin(Some.Lid(1), Some.Lid(1)) { IsOwn = true }, _ownJoin, _selfJoin);

        Assert.Equal(
            [Own("A"), Some.Key("B", Some.Number(1), fromMe: true)], (await RowsAsync()).Select(row => row.Key).OrderBy(key => key.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_OwnAfterAnOrdinaryChain_MakesOwn()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteOneAsync(Some.Text("a", Sent("A", Some.Lid(2))).Reacted("👍", Some.Lid(2)));
        await JoinAsync(new(Some.Lid(2), Some.Lid(1)), _ownJoin, _selfJoin);

        StoredRow row = await RowAsync();
        Assert.Equal((Own("A"), "👍 me"), (row.Key, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnUnderTwoNumbers_MakesOneRow()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(
            Some.Text("body", Sent("ID", Some.Number(1))).Reacted("👍", Some.Number(2), time: 1),
            Some.Text("body", Sent("ID", Some.Number(2))).Reacted("❤", Some.Number(1), time: 2));
        await JoinAsync(_selfJoin, new JidJoin(Some.Number(2), Some.Number(2)) { IsOwn = true });

        StoredRow row = await RowAsync();
        Assert.Equal((Own("ID"), "❤ me"), (row.Key, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnRepeated_ChangesNothing()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(
            Some.Text("a", Sent("A", Some.Lid(1))).Reacted("👍", Some.Lid(1)), Some.Text("a", Own("A")).Reacted("❤", Some.Number(1)),
            Some.Text("n", Some.Key("N", Some.Lid(1), fromMe: true)), Some.Text("m", Some.Key("M", Some.Number(1))));
        await JoinAsync(_ownJoin, _ownJoin, _selfJoin, _selfJoin);
        IReadOnlyList<StoredRow> once = await RowsAsync();
        await JoinAsync(_selfJoin, _ownJoin);

        Assert.Equal(once, await RowsAsync());
        Assert.Equal(3, once.Count);
    }

    [Fact]
    public async Task JoinAsync_OwnThenWritten_MeetsTheSameRow()
    {
        Require(StoreFeatures.OwnJoin | StoreFeatures.Amendments | StoreFeatures.FindExisting);

        MessageUpsert received = Some.Text("body", Sent("ID", Some.Lid(1)));
        MessageUpsert own = received with { Key = Own("ID") };
        await WriteOneAsync(received);
        await JoinAsync(_ownJoin);

        ExistingMessage found = Assert.Single(await Store.FindExistingAsync(Some.Connection, [own, received]));
        Assert.Equal((0, own.Version), (found.Item, found.Version));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(own with { Status = MessageStatus.Read }));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(Some.Amendment(Own("ID")).Reacted("👍", fromMe: true)));

        // Where somebody writes it as another's all the same, nothing is lost, and the next join makes it own.
        Assert.Equal(UpsertOutcome.Inserted, await WriteOneAsync(received with { Timestamp = 1 }));
        await JoinAsync(_ownJoin);
        StoredRow row = await RowAsync();
        Assert.Equal((Own("ID"), 1L, MessageStatus.Read, "👍 me"), (row.Key, row.Timestamp!.Value, row.Status!.Value, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnInAnotherConnection_IsUntouched()
    {
        Require(StoreFeatures.OwnJoin);

        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text("a", Sent("A", Some.Lid(1))).Reacted("👍", Some.Number(1)));
        IReadOnlyList<StoredRow> before = await RowsAsync();
        await JoinAsync(_ownJoin, _selfJoin);

        Assert.Equal(before, await RowsAsync());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task JoinAsync_OwnAccountAmidAnyOrder_GivesTheSameRows(int seed)
    {
        Require(StoreFeatures.OwnJoin | StoreFeatures.Amendments);

        var history = new RandomHistory(seed, withClaims: true, withOwn: true);
        for (int order = 0; order < 3; order++)
        {
            IMessageStore store = await CreateStoreAsync();
            await history.DeliverAsync(store, new Random(seed * 100 + order));

            Assert.Equal(history.Expected(), await RowsAsync(store));
        }
    }

    static MessageKey Sent(string id, Jid sender) => Some.Key(id, Some.Group, sender);

    static MessageKey Own(string id) => Some.Key(id, Some.Group, fromMe: true);
}
