using System.Text.Json;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Export;

public sealed class SqliteHistoryReaderTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task ReadAsync_EveryField_IsWrittenAsAgreed()
    {
        var media = new MediaDescriptor
        {
            MimeType = "image/png", FileName = "a.png", Size = 5, Sha256 = [1, 2, 3], Key = [9], Url = "https://example.org", Seconds = 1, Width = 2, Height = 3,
        };
        MessageUpsert item = Some.Content(
            new MessageContent { Kind = MessageKind.Image, Body = "caption", Media = media }, Some.Key("A", Some.Group, Some.Number(1))) with
        {
            Status = MessageStatus.Read, PushName = "Zoë", IsRevoked = true, Edit = new MessageEdit(1, "E", "new 😀"), WireId = new MessageWireId("wamid.A", true),
        };
        await WriteAsync(
            item.Reacted("👍", Some.Number(2)).Reacted("❤", Some.Number(1)).Reacted("", Some.Number(3)).Reacted("😀", fromMe: true));

        Assert.Equal(
            """
            {"tenant":"tenant","connection":"connection","chat":"120363000000000001@g.us","id":"A","fromMe":false,"sender":"5511900000001@s.whatsapp.net",
            "timestamp":1700000000,"kind":"image","body":"new \uD83D\uDE00","status":"read","edited":true,"editedAt":0,"revoked":true,"reactions":[
            {"emoji":"❤","fromMe":false,"sender":"5511900000001@s.whatsapp.net"},{"emoji":"\uD83D\uDC4D","fromMe":false,"sender":"5511900000002@s.whatsapp.net"},
            {"emoji":"\uD83D\uDE00","fromMe":true,"sender":null}],"pushName":"Zoë",
            "media":{"mimetype":"image/png","fileName":"a.png","size":5,"sha256":"AQID","seconds":1,"width":2,"height":3},"wireId":"wamid.A"}
            """.ReplaceLineEndings(""),
            Json(Assert.Single(await Reader().ReadAllAsync())));
    }

    [Fact]
    public async Task ReadNamesAsync_SomeJids_GivesTheirNamesByJidAndKindAndNobodyElses()
    {
        HistoryName[] names =
        [
            new(Some.Number(2), NameKind.Push, "Zoë 😀"), new(Some.Number(1), NameKind.Contact, "book"), new(Some.Number(1), NameKind.Chat, "chat"),
            new(Some.Number(3), NameKind.Push, "another"),
        ];
        await using HistoryDatabase database = _file.Open();
        var store = new SqliteMessageStore(database);
        await store.UpsertAsync(Some.Connection, new MessageBatch { Names = names });
        await store.UpsertAsync(new ConnectionKey("z", "z"), new MessageBatch { Names = [new(Some.Number(1), NameKind.Push, "elsewhere")] });

        Assert.Equal(
            ["chat chat", "contact book", "push Zoë 😀"],
            (await Reader().ReadNamesAsync(Some.Connection, [Some.Number(2), Some.Number(1), Some.Number(8)]))!.Select(name => $"{name.Kind} {name.Name}"));
        Assert.Empty((await Reader().ReadNamesAsync(new ConnectionKey("un", "known"), [Some.Number(1)]))!);
    }

    [Fact]
    public async Task ReadAsync_BareMessage_WritesNulls()
    {
        await WriteAsync(Some.Text("") with { Timestamp = null });

        Assert.Equal(
            """
            {"tenant":"tenant","connection":"connection","chat":"5511900000001@s.whatsapp.net","id":"ID","fromMe":false,"sender":null,"timestamp":null,
            "kind":"text","body":"","status":null,"edited":false,"editedAt":null,"revoked":false,"reactions":[],"pushName":null,"media":null,"wireId":null}
            """.ReplaceLineEndings(""),
            Json(Assert.Single(await Reader().ReadAllAsync())));
    }

    [Fact]
    public async Task ReadAsync_FileThatWasNotUpgradedYet_IsReadAsItIs()
    {
        TestFile.Query(_file.At("old.db"), EmbeddedScript.Read(1) + EmbeddedScript.Read(2) + $"""
            PRAGMA application_id={SchemaGuard.ApplicationId}; PRAGMA user_version=2;
            INSERT INTO connections VALUES(1, 'tenant', 'connection');
            INSERT INTO chats VALUES(1, 1, '{Some.Contact.Value}');
            INSERT INTO messages(chat_id, id, from_me, sender, revoked, version, kind, body)
            VALUES(1, 'ID', 0, '', 0, zeroblob({ContentVersion.Length}), 'text', 'old')
            """);

        ExportedMessage row = Assert.Single(await new SqliteHistoryReader(_file.At("old.db")).ReadAllAsync());

        Assert.Equal(("old", null), (row.Body, row.WireId));
    }

    [Fact]
    public async Task ReadAsync_ManyRows_ComeInTheAgreedOrder()
    {
        var store = new SqliteMessageStore(_file.Open());
        var random = new Random(1);
        foreach (ConnectionKey connection in (ConnectionKey[])[new("b", "a"), new("a", "b"), new("a", "B"), new("😀", "x"), new("\uFF5E", "x")])
        {
            MessageUpsert[] items =
            [
                .. from chat in (Jid[])[Some.Number(2), Some.Number(1), Some.Lid(1), Some.Group]
                   from sender in chat == Some.Group ? (Jid[])[Some.Number(1), default, Some.Lid(1)] : [default]
                   from fromMe in (bool[])[true, false]
                   from id in (string[])["b", "a", "B", "\uFF5E", "😀"]
                   select Some.Text("b", new MessageKey(chat, sender, fromMe, id)) with { Timestamp = random.Next(4) is 0 ? null : random.Next(1, 3) },
            ];
            random.Shuffle(items);
            await store.UpsertAsync(connection, new MessageBatch { Items = items });
        }

        ExportedMessage[] rows = await Reader().ReadAllAsync();
        ExportedMessage[] sorted =
        [
            .. rows.OrderBy(row => Bytes(row.Tenant), StringComparer.Ordinal).ThenBy(row => Bytes(row.Connection), StringComparer.Ordinal)
                .ThenBy(row => Bytes(row.Chat), StringComparer.Ordinal).ThenBy(row => row.Timestamp ?? long.MinValue)
                .ThenBy(row => Bytes(row.Id), StringComparer.Ordinal).ThenBy(row => row.FromMe).ThenBy(row => Bytes(row.Sender ?? ""), StringComparer.Ordinal),
        ];
        Assert.Equal(sorted.Select(Json), rows.Select(Json));
        Assert.Equal(5 * (3 * 10 + 30), rows.Length);

        // Hexadecimal digits sort as the bytes they stand for.
        static string Bytes(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task ReadAsync_Connection_ReadsItsOwnRowsOnly()
    {
        await WriteAsync(new ConnectionKey("a", "x"), Some.Text("1"));
        await WriteAsync(new ConnectionKey("a", "y"), Some.Text("2"));
        await WriteAsync(new ConnectionKey("b", "x"), Some.Text("3"));

        Assert.Equal([new("a", "x"), new("a", "y"), new("b", "x")], await Reader().GetConnectionsAsync());
        Assert.Equal("2", Bodies(await Reader().ReadAsync(new ConnectionKey("a", "y")).ToArrayAsync()));
        Assert.Equal("", Bodies(await Reader().ReadAsync(new ConnectionKey("A' OR '1'='1", "x")).ToArrayAsync()));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_EndsAtOnce()
    {
        await WriteAsync(Some.Text("1"), Some.Text("2", Some.Key("B")));
        using var cancellation = new CancellationTokenSource();
        int rows = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ExportedMessage row in Reader().ReadAsync(Some.Connection, cancellationToken: cancellation.Token))
            {
                rows++;
                await cancellation.CancelAsync();
            }
        });
        Assert.Equal(1, rows);
    }

    [Fact]
    public async Task ReadAsync_Chat_FindsItUnderAnyAliasOfItsConnection()
    {
        await WriteAsync(Some.Text("1", Some.Key(chat: Some.Number(1))), Some.Text("2", Some.Key(chat: Some.Number(2))), Some.Text("3", Some.Key(chat: Some.Lid(2))));
        await WriteAsync(new ConnectionKey("z", "z"), Some.Text("4", Some.Key(chat: Some.Number(1))), Some.Text("5", Some.Key(chat: Some.Lid(1))));
        await new SqliteMessageCache(_file.Open()).AddAliasesAsync(
            Some.Connection, new AliasSet { Claims = [new JidClaim(Some.Lid(1), Some.Number(1)), new JidClaim(Some.Lid(1), Some.Number(7))] });

        Assert.Equal("1 5", Bodies(await Reader().ReadAllAsync(Some.Lid(1))));
        Assert.Equal("1", Bodies(await Reader().ReadAllAsync(Some.Number(7))));
        Assert.Equal("3", Bodies(await Reader().ReadAllAsync(Some.Lid(2))));
        Assert.Equal("3 1 5", Bodies(await Reader().ReadAllAsync(Some.Lid(1), Some.Lid(2))));
        Assert.Empty(await Reader().ReadAsync(Some.Connection, []).ToArrayAsync());
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherWrites_IsOneSnapshot()
    {
        // Two chats are two queries: between them nothing but the transaction holds the snapshot.
        await WriteAsync(Some.Text("first", Some.Key(chat: Some.Number(1))), Some.Text("second", Some.Key(chat: Some.Number(2))));
        string bodies = "";
        await foreach (ExportedMessage row in Reader().ReadAsync(Some.Connection))
        {
            bodies += row.Body + " ";
            Assert.True(bodies.Length < 20, "It sees what is written behind it.");
            await WriteAsync(Some.Text("new", Some.Key("NEW" + bodies.Length, Some.Number(2))));
        }

        Assert.Equal("first second ", bodies);
        Assert.Equal(4, (await Reader().ReadAllAsync()).Length);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("foreign")]
    [InlineData("newer")]
    public async Task ReadAsync_WrongFile_ThrowsAndCreatesNothing(string fault)
    {
        switch (fault)
        {
            case "empty":
                await File.WriteAllTextAsync(_file.Path, "");
                break;
            case "text":
                await File.WriteAllTextAsync(_file.Path, "This is a text and no database, and it is long enough to be looked at as one; SQLite wants a hundred bytes.");
                break;
            case "foreign":
                _file.Query("CREATE TABLE t(a)");
                break;
            case "newer":
                await WriteAsync(Some.Text());
                _file.Query("PRAGMA user_version=11");
                break;
        }

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await Reader().ReadAsync(Some.Connection).ToArrayAsync());
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<HistoryStorageException>(async () => await Reader().GetConnectionsAsync())).Message);
        Assert.Contains(_file.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(fault != "absent", File.Exists(_file.Path));
    }

    SqliteHistoryReader Reader() => new(_file.Path);

    Task WriteAsync(params MessageUpsert[] items) => WriteAsync(Some.Connection, items);

    async Task WriteAsync(ConnectionKey connection, params MessageUpsert[] items)
    {
        await using HistoryDatabase database = _file.Open();
        await new SqliteMessageStore(database).UpsertAsync(connection, new MessageBatch { Items = items });
    }

    static string Json(ExportedMessage message) => JsonSerializer.Serialize(message, ExportedMessage.JsonTypeInfo);

    static string Bodies(IEnumerable<ExportedMessage> rows) => string.Join(' ', rows.Select(row => row.Body));
}
