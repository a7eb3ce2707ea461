namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    public static TheoryData<string> HostileNames() =>
        ["o'brien", "x'; DROP TABLE messages; --", "a\"b", "100%_", "back\\slash", "`tick`", "$1", "@p0", "émoji😀", "UPPER", "upper"];

    [Fact]
    public async Task UpsertAsync_SameIdElsewhere_MakesSeparateRows()
    {
        MessageKey[] keys =
        [
            Some.Key(), Some.Key(fromMe: true), Some.Key(chat: Some.Number(2)),
            Some.Key(chat: Some.Group, sender: Some.Number(1)), Some.Key(chat: Some.Group, sender: Some.Number(2)),
            Some.Key(chat: Some.Group), Some.Key(chat: Some.Group, fromMe: true), Some.Key("id"),
        ];
        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync([.. keys.Select((key, i) => Some.Text("body " + i, key))]);

        Assert.All(outcomes, outcome => Assert.Equal(UpsertOutcome.Inserted, outcome));
        Assert.Equal(
            keys.Select((key, i) => (key, "body " + i)).ToHashSet(),
            (await RowsAsync()).Select(row => (row.Key, row.Body)).ToHashSet());
    }

    [Fact]
    public async Task UpsertAsync_AnotherConnectionOrTenant_ChangesNothingOfTheFirst()
    {
        ConnectionKey[] connections = [new("t", "c"), new("t", "d"), new("u", "c"), new("c", "t")];
        for (int i = 0; i < connections.Length; i++)
        {
            await WriteAsync(connections[i], Some.Text("body " + i) with { Status = (MessageStatus)i });
        }

        Assert.Equal(
            connections.Select((connection, i) => (connection, "body " + i, (MessageStatus?)i)).ToHashSet(),
            (await RowsAsync()).Select(row => (row.Connection, row.Body, row.Status)).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task UpsertAsync_HostileName_IsOnlyAName(string name)
    {
        var hostile = new ConnectionKey(name, name);
        MessageUpsert item = Some.Text(name, Some.Key(name)) with { PushName = name, Edit = new MessageEdit(1, name, name) };
        await WriteAsync(Some.Text());
        await WriteAsync(hostile, item);
        await WriteAsync(hostile, item);

        Assert.Equal(2, (await RowsAsync()).Count);
        StoredRow row = Assert.Single(await RowsAsync(), row => row.Connection == hostile);
        Assert.Equal((name, name, name), (row.Key.Id, row.Body, row.PushName));
    }

    [Fact]
    public async Task UpsertAsync_NamesThatDifferInCaseOnly_AreTwo()
    {
        await WriteAsync(new ConnectionKey("Tenant", "c"), Some.Text());
        await WriteAsync(new ConnectionKey("tenant", "c"), Some.Text());
        await WriteAsync(new ConnectionKey("tenant", "C"), Some.Text());

        Assert.Equal(3, (await RowsAsync()).Count);
    }
}
