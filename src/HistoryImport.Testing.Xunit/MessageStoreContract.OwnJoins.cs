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
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task JoinAsync_OwnAccountAmidAnyOrder_GivesTheSameRows(int seed)
    {
        Require(StoreFeatures.OwnJoin | StoreFeatures.Amendments);
        var history = new RandomHistory(seed, withClaims: true, withOwn: true);

        await history.DeliverAsync(Store, new Random(seed));

        Assert.Equal(history.Expected(), await RowsAsync());
    }
}
