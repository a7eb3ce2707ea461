namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    static readonly JidJoin _join = new(Some.Lid(1), Some.Number(1));

    [Fact]
    public async Task JoinAsync_ChatUnderOldJidOnly_MovesIt()
    {
        Require(StoreFeatures.Join);

        await WriteAsync(Some.Text("a", Some.Key("A", Some.Lid(1))).Reacted("👍"), Some.Text("b", Some.Key("B", Some.Lid(2))));
        await JoinAsync(_join);

        StoredRow row = Assert.Single(await RowsAsync(), row => row.Body == "a");
        Assert.Equal((Some.Number(1), "👍 other"), (row.Key.Chat, row.Reactions));
        Assert.Equal(Some.Lid(2), Assert.Single(await RowsAsync(), row => row.Body == "b").Key.Chat);
    }

    [Fact]
    public async Task JoinAsync_ChatMoved_IsFoundAndWrittenUnderNewJid()
    {
        Require(StoreFeatures.Join | StoreFeatures.FindExisting | StoreFeatures.Oldest);

        await WriteOneAsync(Some.Text("a", Some.Key("A", Some.Lid(1))) with { WireChat = Some.Lid(1).Value });
        await JoinAsync(_join);

        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(Some.Text("a", Some.Key("A", Some.Number(1)))));
        Assert.Single(await Store.FindExistingAsync(Some.Connection, [Some.Text("a", Some.Key("A", Some.Number(1))), Some.Text("a", Some.Key("A", Some.Lid(1)))]));

        // The phone still knows the message under the spelling it used.
        Assert.Equal(Some.Lid(1).Value, Assert.Single(await Store.GetOldestAsync(Some.Connection, [Some.Number(1)], 5)).Chat);

        // Where somebody writes to the old JID all the same, nothing is lost.
        Assert.Equal(UpsertOutcome.Inserted, await WriteOneAsync(Some.Text("late", Some.Key("LATE", Some.Lid(1)))));
        Assert.Equal(Some.Lid(1), Assert.Single(await RowsAsync(), row => row.Body == "late").Key.Chat);
        await JoinAsync(_join);
        Assert.All(await RowsAsync(), row => Assert.Equal(Some.Number(1), row.Key.Chat));
    }

    [Fact]
    public async Task JoinAsync_BothChatsHoldMessage_MergesEveryRegister()
    {
        Require(StoreFeatures.Join | StoreFeatures.Amendments);

        MessageUpsert left = Some.Text("left", Some.Key(chat: Some.Lid(1))).Reacted("👍", time: 1).Reacted("😀", fromMe: true) with
        {
            Timestamp = 5, Status = MessageStatus.Read, PushName = "A", WireChat = "b@lid",
            Edit = new MessageEdit(9, "E", "edited"),
        };
        MessageUpsert right = Some.Text("right", Some.Key(chat: Some.Number(1))).Reacted("❤", time: 2) with
        {
            Timestamp = 7, Status = MessageStatus.Error, PushName = "B", WireChat = "a@lid", IsRevoked = true, Edit = new MessageEdit(8, "F", "older"),
        };
        await WriteAsync(left, right, Some.Text("only left", Some.Key("LEFT", Some.Lid(1))), Some.Text("only right", Some.Key("RIGHT", Some.Number(1))));
        await JoinAsync(_join);

        Assert.Equal(3, (await RowsAsync()).Count);
        Assert.All(await RowsAsync(), row => Assert.Equal(Some.Number(1), row.Key.Chat));
        Assert.Equal(
            new StoredRow
            {
                Connection = Some.Connection, Key = right.Key, Timestamp = 5, Kind = "text", Body = "edited", Status = MessageStatus.Read, PushName = "B",
                WireChat = "b@lid", IsRevoked = true, EditTime = 9, EditEnvelope = "E", Reactions = "❤ other, 😀 me",
            },
            Assert.Single(await RowsAsync(), row => row.Key.Id == "ID"));
    }

    [Fact]
    public async Task JoinAsync_GroupSender_MovesAndMergesItsMessages()
    {
        Require(StoreFeatures.Join);

        MessageKey oldKey = Some.Key(chat: Some.Group, sender: Some.Lid(1));
        MessageKey newKey = Some.Key(chat: Some.Group, sender: Some.Number(1));
        await WriteAsync(
            Some.Text("body", oldKey).Reacted("👍", Some.Number(5)) with { Timestamp = 1 },
            Some.Text("body", newKey).Reacted("❤", Some.Number(6)) with { Timestamp = 2 },
            Some.Text("mine", oldKey with { Id = "OLD" }).Reacted("😀", fromMe: true),
            Some.Text("other", oldKey with { Sender = Some.Lid(2) }));
        await JoinAsync(_join);

        Assert.Equal(
            [
                ("body", newKey, 1L, $"❤ {Some.Number(6)}, 👍 {Some.Number(5)}"),
                ("mine", newKey with { Id = "OLD" }, Some.Time, "😀 me"),
                ("other", oldKey with { Sender = Some.Lid(2) }, Some.Time, ""),
            ],
            (await RowsAsync()).Select(row => (row.Body, row.Key, row.Timestamp!.Value, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_Reactor_MovesAndKeepsLaterReaction()
    {
        Require(StoreFeatures.Join);

        await WriteAsync(
            Some.Text("a", _groupKey with { Id = "A" }).Reacted("👍", Some.Lid(1), time: 2).Reacted("❤", Some.Number(1), time: 1),
            Some.Text("b", _groupKey with { Id = "B" }).Reacted("👍", Some.Lid(1), time: 1).Reacted("", Some.Number(1), time: 2),
            Some.Text("c", _groupKey with { Id = "C" }).Reacted("👍", Some.Lid(1)));
        await JoinAsync(_join);

        Assert.Equal(
            [("a", $"👍 {Some.Number(1)}"), ("b", ""), ("c", $"👍 {Some.Number(1)}")],
            (await RowsAsync()).Select(row => (row.Body, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAsync_Names_MoveAndKeepGreatest()
    {
        Require(StoreFeatures.Join);

        await WriteNamesAsync(
            new HistoryName(Some.Lid(1), NameKind.Push, "b"), new HistoryName(Some.Number(1), NameKind.Push, "a"), new HistoryName(Some.Lid(1), NameKind.Chat, "c"));
        await JoinAsync(_join);

        Assert.Equal(
            new HashSet<HistoryName> { new(Some.Number(1), NameKind.Push, "b"), new(Some.Number(1), NameKind.Chat, "c") },
            (await NamesAsync(Some.Connection)).ToHashSet());
    }

    [Fact]
    public async Task JoinAsync_Repeated_ChangesNothing()
    {
        Require(StoreFeatures.Join);

        await WriteAsync(
            Some.Text("a", Some.Key("A", Some.Lid(1))), Some.Text("a", Some.Key("A", Some.Number(1))),
            Some.Text("g", Some.Key("G", Some.Group, Some.Lid(1))).Reacted("👍", Some.Lid(1)));
        await JoinAsync(_join, _join);
        IReadOnlyList<StoredRow> once = await RowsAsync();
        await JoinAsync(_join);

        Assert.Equal(once, await RowsAsync());
        Assert.Equal(2, once.Count);
    }

    [Fact]
    public async Task JoinAsync_Chain_EndsAtItsEnd()
    {
        Require(StoreFeatures.Join);

        await WriteAsync(
            Some.Text("a", Some.Key("A", Some.Lid(1))), Some.Text("b", Some.Key("B", Some.Lid(2))),
            Some.Text("g", Some.Key("G", Some.Group, Some.Lid(1))).Reacted("👍", Some.Lid(1)));
        await WriteNamesAsync(new HistoryName(Some.Lid(1), NameKind.Push, "name"));
        await JoinAsync(new(Some.Lid(1), Some.Lid(2)), new(Some.Lid(2), Some.Number(1)), new(Some.Number(7), Some.Number(7)));

        Assert.Equal(
            [("a", Some.Number(1), ""), ("b", Some.Number(1), ""), ("g", Some.Number(1), $"👍 {Some.Number(1)}")],
            (await RowsAsync())
                .Select(row => (row.Body, row.Key.Sender.IsNone ? row.Key.Chat : row.Key.Sender, row.Reactions))
                .OrderBy(row => row.Body, StringComparer.Ordinal));
        Assert.Equal(new HistoryName(Some.Number(1), NameKind.Push, "name"), Assert.Single(await NamesAsync(Some.Connection)));
    }

    [Fact]
    public async Task JoinAsync_AnotherConnection_IsUntouched()
    {
        Require(StoreFeatures.Join);

        await WriteAsync(new ConnectionKey("tenant", "other"), Some.Text("a", Some.Key("A", Some.Lid(1))), Some.Text("g", Some.Key("G", Some.Group, Some.Lid(1))));
        IReadOnlyList<StoredRow> before = await RowsAsync();
        await JoinAsync(_join);

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task JoinAsync_Cancelled_ChangesNothing()
    {
        Require(StoreFeatures.Join);

        await WriteOneAsync(Some.Text("a", Some.Key("A", Some.Lid(1))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.JoinAsync(Some.Connection, [_join], new CancellationToken(canceled: true)));

        Assert.Equal(Some.Lid(1), (await RowAsync()).Key.Chat);
    }

    [Fact]
    public async Task JoinAsync_MemberOfSeveralGroupsAndConnections_MovesThoseThatAreMeantAndTheOthersLater()
    {
        Require(StoreFeatures.Join);
        var other = new ConnectionKey("tenant", "other");
        MessageUpsert[] sent = [Some.Text("one", Some.Key("A", Some.Group, Some.Lid(1))), Some.Text("two", Some.Key("B", Some.Group, Some.Lid(2)))];
        await WriteAsync(sent);
        await WriteAsync(other, sent);

        await JoinAsync(new JidJoin(Some.Lid(1), Some.Number(1)));
        Assert.Equal(
            [Some.Lid(1), Some.Lid(2), Some.Lid(2), Some.Number(1)],
            (await RowsAsync()).Select(row => row.Key.Sender).OrderBy(jid => jid.Kind == JidKind.Lid ? jid.Value : "9"));
        await JoinAsync(new JidJoin(Some.Lid(2), Some.Number(2)));
        await Store.JoinAsync(other, [new JidJoin(Some.Lid(1), Some.Number(1)), new JidJoin(Some.Lid(2), Some.Number(2))]);

        Assert.Equal([Some.Number(1), Some.Number(1), Some.Number(2), Some.Number(2)], (await RowsAsync()).Select(row => row.Key.Sender).Order());
    }

    [Fact]
    public async Task JoinAsync_VeryLongChatToAnother_MergesEachRowAndTouchesNoOtherChat()
    {
        Require(StoreFeatures.Join | StoreFeatures.Amendments);
        const int Long = 11_000;
        var other = new ConnectionKey("tenant", "other");
        foreach (int[] part in Enumerable.Range(0, Long).Chunk(5500))
        {
            await WriteAsync([.. part.Select(i => Some.Text(key: Some.Key($"M{i:D5}", Some.Lid(1))).Reacted("👍", time: 2))]);
        }

        MessageUpsert[] met = [.. Enumerable.Range(0, Long).Where(i => i % 100 == 0).Select(i => Some.Text(key: Some.Key($"M{i:D5}")) with { IsRevoked = true })];
        await WriteAsync([.. met.Select(item => item.Reacted("😀", time: 1))]);
        await WriteAsync([.. met.Select(item => item with { Key = item.Key with { Chat = Some.Number(7) } })]);
        await WriteAsync(other, met);

        await JoinAsync(new JidJoin(Some.Lid(1), Some.Contact));

        ILookup<(ConnectionKey, Jid), StoredRow> chats = (await RowsAsync()).ToLookup(row => (row.Connection, row.Key.Chat));
        Assert.Equal(3, chats.Count);
        Assert.Equal((Long, Long / 100), (chats[(Some.Connection, Some.Contact)].Count(), chats[(Some.Connection, Some.Contact)].Count(row => row.IsRevoked)));
        Assert.All(chats[(Some.Connection, Some.Contact)], row => Assert.Equal("👍 other", row.Reactions));
        Assert.Equal(Long / 100, chats[(Some.Connection, Some.Number(7))].Count());
        Assert.Equal(Long / 100, chats[(other, Some.Contact)].Count());
    }
}
