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
