namespace HistoryImport.Tests.Export;

public class ReadPersonTests
{
    static readonly Jid _person = Jid.Parse("5511987654321@s.whatsapp.net");

    [Fact]
    public async Task ReadPersonAsync_RowsOfMany_GivesTheirsInTheOrderOfTime()
    {
        var reader = new Rows(
            Row("DIRECT", _person.Value, 30),
            Row("SENT", "1@g.us", 10) with { Sender = _person.Value },
            Row("TIMELESS", "1@g.us", null) with { Sender = _person.Value },
            Row("REACTED", "1@g.us", 20) with
            {
                Sender = "7@s.whatsapp.net", PushName = "Other", Media = new ExportedMedia { },
                Reactions = [new ExportedReaction("👍", false, _person.Value), new ExportedReaction("😀", false, "8@s.whatsapp.net"), new ExportedReaction("😀", true, null)],
            },
            Row("OTHER", "1@g.us", 5) with { Sender = "7@s.whatsapp.net" });

        IReadOnlyList<ExportedMessage> rows = await reader.ReadPersonAsync(new ConnectionKey("a", "b"), [_person]);

        Assert.Equal(["TIMELESS", "SENT", "REACTED", "DIRECT"], rows.Select(row => row.Id));
        Assert.Equal(("", null, null), (rows[2].Body, rows[2].PushName, rows[2].Media));
        Assert.Equal("👍", Assert.Single(rows[2].Reactions).Emoji);
        Assert.Equal("body", rows[3].Body);
    }

    static ExportedMessage Row(string id, string chat, long? time) => new()
    {
        Tenant = "a", Connection = "b", Chat = chat, Id = id, Timestamp = time, Kind = "text", Body = "body",
    };

    sealed class Rows(params ExportedMessage[] rows) : IHistoryReader
    {
        public IAsyncEnumerable<ExportedMessage> ReadAsync(
            ConnectionKey connection, IReadOnlyCollection<Jid>? chats = null, CancellationToken cancellationToken = default) => rows.ToAsyncEnumerable();
    }
}
