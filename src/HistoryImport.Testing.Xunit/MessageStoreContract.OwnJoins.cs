namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    static readonly Jid _ownNumber = Some.Number(2);
    static readonly Jid _ownLid = Some.Lid(2);
    static readonly JidJoin _ownSelf = new(_ownNumber, _ownNumber) { IsOwn = true };
    static readonly JidJoin _ownJoin = new(_ownLid, _ownNumber) { IsOwn = true };
    static readonly MessageKey _ownKey = Some.Key(chat: Some.Group, fromMe: true);

    [Fact]
    public async Task JoinAsync_OwnGroupMessage_BecomesOwn()
    {
        RequireOwnJoin();

        await WriteAsync(
            Some.Text("lid", Sent("A", _ownLid)), Some.Text("number", Sent("B", _ownNumber)), Some.Text("other", Sent("C", Some.Lid(1))));
        await JoinAsync(_ownJoin);

        Assert.Equal(
            [("lid", _ownKey with { Id = "A" }), ("number", _ownKey with { Id = "B" }), ("other", Sent("C", Some.Lid(1)))],
            (await RowsAsync()).Select(row => (row.Body, row.Key)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task JoinAsync_OwnMeetsOwnRow_MergesEveryRegister(bool isOwnGreater)
    {
        RequireOwnJoin();
        Require(StoreFeatures.Amendments);

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
        await WriteAsync(less with { Key = isOwnGreater ? Sent("ID", _ownLid) : _ownKey }, more with { Key = isOwnGreater ? _ownKey : Sent("ID", _ownLid) });
        await JoinAsync(_ownJoin);

        Assert.Equal(
            new StoredRow
            {
                Connection = Some.Connection, Key = _ownKey, Timestamp = 5, Kind = "text", Body = "edited", Status = MessageStatus.Read, PushName = "B",
                WireChat = "b@g.us", IsRevoked = true, EditTime = 9, EditEnvelope = "E",
                Reactions = StoredRow.Describe([("😀", false, Some.Number(5).Value), ("❤", false, Some.Number(6).Value), ("👍", true, null)]),
            },
            await RowAsync());
    }

    [Fact]
    public async Task JoinAsync_OwnUnderLidAndNumberAndItself_MakesOneRow()
    {
        RequireOwnJoin();

        await WriteAsync(
            Some.Text("body", Sent("ID", _ownLid)) with { Timestamp = 3 },
            Some.Text("body", Sent("ID", _ownNumber)) with { Timestamp = 1 },
            Some.Text("body", _ownKey) with { Timestamp = 2 },
            Some.Text("pair", Sent("PAIR", _ownLid)) with { Timestamp = 5 },
            Some.Text("pair", Sent("PAIR", _ownNumber)) with { Timestamp = 4 });
        await JoinAsync(_ownJoin);

        Assert.Equal(
            [(_ownKey, 1L), (_ownKey with { Id = "PAIR" }, 4L)],
            (await RowsAsync()).Select(row => (row.Key, row.Timestamp!.Value)).OrderBy(row => row.Item2));
    }

    [Fact]
    public async Task JoinAsync_OwnReactor_BecomesOwnAndKeepsLaterReaction()
    {
        RequireOwnJoin();

        await WriteAsync(
            Some.Text("a", _groupKey with { Id = "A" }).Reacted("👍", _ownLid, time: 2).Reacted("❤", _ownNumber, time: 3).Reacted("😀", fromMe: true, time: 1),
            Some.Text("b", _groupKey with { Id = "B" }).Reacted("👍", _ownLid, time: 1).Reacted("", _ownNumber, time: 2),
            Some.Text("c", _groupKey with { Id = "C" }).Reacted("👍", _ownNumber, time: 1).Reacted("😀", fromMe: true, time: 2),
            Some.Text("d", _groupKey with { Id = "D" }).Reacted("👍", _ownLid).Reacted("❤", Some.Number(5)));
        await JoinAsync(_ownJoin);

        Assert.Equal(
            [("a", "❤ me"), ("b", ""), ("c", "😀 me"), ("d", $"❤ {Some.Number(5)}, 👍 me")],
            (await RowsAsync()).Select(row => (row.Body, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_OwnTargetOfReactions_ReactionsStayWithTheMessage()
    {
        RequireOwnJoin();

        // One reaction moves by its target, one by its target and its reactor to where another is, which moves by its target only.
        await WriteAsync(
            Some.Text("body", Sent("ID", _ownLid)).Reacted("👍", Some.Number(5), time: 1).Reacted("❤", _ownLid, time: 3).Reacted("👍", fromMe: true, time: 2),
            Some.Text("body", _ownKey).Reacted("😀", Some.Number(5), time: 2).Reacted("😮", fromMe: true, time: 1));
        await JoinAsync(_ownJoin);

        StoredRow row = await RowAsync();
        Assert.Equal((_ownKey, StoredRow.Describe([("😀", false, Some.Number(5).Value), ("❤", true, null)])), (row.Key, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnToItself_ChangesPersonsAndLeavesChatAndNames()
    {
        RequireOwnJoin();

        await WriteAsync(
            Some.Text("group", Sent("G", _ownNumber)).Reacted("👍", _ownNumber),
            Some.Text("note", Some.Key("N", _ownNumber, fromMe: true)).Reacted("👍", fromMe: true),
            Some.Text("hello", Some.Key("H", _ownNumber)));
        await WriteNamesAsync(new HistoryName(_ownNumber, NameKind.Push, "us"));
        await JoinAsync(_ownSelf);

        Assert.Equal(
            [("group", _ownKey with { Id = "G" }, "👍 me"), ("hello", Some.Key("H", _ownNumber), ""), ("note", Some.Key("N", _ownNumber, fromMe: true), "👍 me")],
            (await RowsAsync()).Select(row => (row.Body, row.Key, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
        Assert.Equal(new HistoryName(_ownNumber, NameKind.Push, "us"), Assert.Single(await NamesAsync(Some.Connection)));
    }

    [Fact]
    public async Task JoinAsync_OwnWithAMove_MovesChatAndNamesAndKeepsDirections()
    {
        RequireOwnJoin();

        await WriteAsync(
            Some.Text("sent", Some.Key("S", _ownLid, fromMe: true)), Some.Text("received", Some.Key("R", _ownLid)), Some.Text("number", Some.Key("N", _ownNumber)),
            Some.Text("group", Sent("G", _ownLid)), Some.Text("other", Sent("O", Some.Lid(1))), Some.Text("direct", Some.Key("D", Some.Lid(1))));
        await WriteNamesAsync(new HistoryName(_ownLid, NameKind.Push, "us"));
        await JoinAsync(_join, _ownJoin, _ownSelf);

        Assert.Equal(
            [
                ("direct", Some.Key("D", Some.Number(1))), ("group", _ownKey with { Id = "G" }), ("number", Some.Key("N", _ownNumber)),
                ("other", Sent("O", Some.Number(1))), ("received", Some.Key("R", _ownNumber)), ("sent", Some.Key("S", _ownNumber, fromMe: true)),
            ],
            (await RowsAsync()).Select(row => (row.Body, row.Key)).OrderBy(row => row.Body, StringComparer.Ordinal));
        Assert.Equal(new HistoryName(_ownNumber, NameKind.Push, "us"), Assert.Single(await NamesAsync(Some.Connection)));
    }

    [Fact]
    public async Task JoinAsync_OwnAfterJoinThatWasNot_MakesOwn()
    {
        RequireOwnJoin();

        await WriteAsync(Some.Text("a", Sent("A", _ownLid)).Reacted("👍", _ownLid), Some.Text("b", Sent("B", Some.Lid(1))));
        await JoinAsync(_ownJoin with { IsOwn = false }, _ownJoin, _join, new(Some.Number(1), _ownNumber) { IsOwn = true });

        Assert.Equal(
            [(_ownKey with { Id = "A" }, "👍 me"), (_ownKey with { Id = "B" }, "")],
            (await RowsAsync()).Select(row => (row.Key, row.Reactions)).OrderBy(row => row.Key.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_OwnUnderTwoNumbers_MakesOneRow()
    {
        RequireOwnJoin();

        Jid second = Some.Number(3);
        await WriteAsync(Some.Text("body", Sent("ID", _ownNumber)).Reacted("👍", second, time: 1), Some.Text("body", Sent("ID", second)).Reacted("❤", _ownNumber, time: 2));
        await JoinAsync(_ownSelf, new JidJoin(second, second) { IsOwn = true });

        StoredRow row = await RowAsync();
        Assert.Equal((_ownKey, "❤ me"), (row.Key, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnRepeated_ChangesNothing()
    {
        RequireOwnJoin();

        await WriteAsync(
            Some.Text("a", Sent("A", _ownLid)).Reacted("👍", _ownLid), Some.Text("a", _ownKey with { Id = "A" }).Reacted("❤", _ownNumber),
            Some.Text("n", Some.Key("N", _ownLid, fromMe: true)), Some.Text("m", Some.Key("M", _ownNumber)));
        await JoinAsync(_ownJoin, _ownJoin, _ownSelf, _ownSelf);
        IReadOnlyList<StoredRow> once = await RowsAsync();
        await JoinAsync(_ownSelf, _ownJoin);

        Assert.Equal(once, await RowsAsync());
        Assert.Equal(3, once.Count);
    }

    [Fact]
    public async Task JoinAsync_OwnThenWritten_MeetsTheSameRow()
    {
        RequireOwnJoin();
        Require(StoreFeatures.Amendments | StoreFeatures.FindExisting);

        MessageUpsert sent = Some.Text("body", Sent("ID", _ownLid));
        MessageUpsert own = sent with { Key = _ownKey };
        await WriteOneAsync(sent);
        await JoinAsync(_ownJoin);

        ExistingMessage found = Assert.Single(await Store.FindExistingAsync(Some.Connection, [own, sent]));
        Assert.Equal((0, own.Version), (found.Item, found.Version));
        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(own));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(own with { Status = MessageStatus.Read }));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(Some.Amendment(_ownKey).Reacted("👍", fromMe: true)));

        // Where somebody writes it as another's all the same, nothing is lost, and the next join makes it own.
        Assert.Equal(UpsertOutcome.Inserted, await WriteOneAsync(sent with { Timestamp = 1 }));
        await JoinAsync(_ownJoin);
        StoredRow row = await RowAsync();
        Assert.Equal((_ownKey, 1L, MessageStatus.Read, "👍 me"), (row.Key, row.Timestamp!.Value, row.Status!.Value, row.Reactions));
    }

    [Fact]
    public async Task JoinAsync_OwnInAnotherConnection_IsUntouched()
    {
        RequireOwnJoin();

        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text("a", Sent("A", _ownLid)).Reacted("👍", _ownNumber));
        IReadOnlyList<StoredRow> before = await RowsAsync();
        await JoinAsync(_ownJoin, _ownSelf);

        Assert.Equal(before, await RowsAsync());
    }

    void RequireOwnJoin() => Require(StoreFeatures.Join | StoreFeatures.OwnJoin);

    static MessageKey Sent(string id, Jid sender) => Some.Key(id, Some.Group, sender);
}
