using System.Text.Json;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Export;

public sealed class PostgreSqlHistoryReaderTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task ReadAsync_EveryField_IsWhatTheStoreKept()
    {
        var media = new MediaDescriptor { MimeType = "image/png", FileName = "a.png", Size = 5, Sha256 = [1, 2, 3], Key = [9], Seconds = 1, Width = 2, Height = 3 };
        MessageUpsert item = Some.Content(
            new MessageContent { Kind = MessageKind.Image, Body = "caption", Media = media }, Some.Key("A", Some.Group, Some.Number(1))) with
        {
            Status = MessageStatus.Read, PushName = "Zoë", IsRevoked = true, Edit = new MessageEdit(1, "E", "new 😀"), WireId = new MessageWireId("wamid.A", true),
        };
        item = item.Reacted("👍", Some.Number(2)).Reacted("❤", Some.Number(1)).Reacted("", Some.Number(3)).Reacted("😀", fromMe: true);
        MessageUpsert direct = (Some.Text("") with { Timestamp = null }).Reacted("👍");
        await WriteAsync(Some.Connection, item, direct);

        Assert.Equal(
            [Json(ExportedMessage.Of(Some.Connection, item)), Json(ExportedMessage.Of(Some.Connection, direct))],
            (await Reader().ReadAsync(Some.Connection).ToArrayAsync()).Select(Json));
    }

    [Fact]
    public async Task ReadAsync_ConnectionAndChats_ReadsTheirRowsOnly()
    {
        await WriteAsync(Some.Connection, Some.Text("1", Some.Key(chat: Some.Number(1))), Some.Text("2", Some.Key(chat: Some.Number(2))), Some.Text("3", Some.Key(chat: Some.Lid(2))));
        await WriteAsync(new ConnectionKey("z", "z"), Some.Text("4", Some.Key(chat: Some.Number(1))));
        await new PostgreSqlMessageCache(_schema.Open()).AddAliasesAsync(
            Some.Connection, new AliasSet { Claims = [new JidClaim(Some.Lid(1), Some.Number(1)), new JidClaim(Some.Lid(1), Some.Number(7))] });

        Assert.Equal([Some.Connection, new("z", "z")], await Reader().GetConnectionsAsync());
        Assert.Equal("3 1 2", await BodiesAsync(Some.Connection, null));
        Assert.Equal("1", await BodiesAsync(Some.Connection, [Some.Number(7)]));
        Assert.Equal("3 1", await BodiesAsync(Some.Connection, [Some.Lid(1), Some.Lid(2)]));
        Assert.Equal("", await BodiesAsync(Some.Connection, []));
        Assert.Equal("", await BodiesAsync(new ConnectionKey("A' OR '1'='1", "x"), null));
    }

    [Fact]
    public async Task ReadNamesAsync_SomeJids_GivesTheirNamesByJidAndKindAndNobodyElses()
    {
        HistoryName[] names =
        [
            new(Some.Number(2), NameKind.Push, "Zoë 😀"), new(Some.Number(1), NameKind.Contact, "book"), new(Some.Number(1), NameKind.Chat, "chat"),
            new(Some.Number(3), NameKind.Push, "another"),
        ];
        var store = new PostgreSqlMessageStore(_schema.Open());
        await store.UpsertAsync(Some.Connection, new MessageBatch { Names = names });
        await store.UpsertAsync(new ConnectionKey("z", "z"), new MessageBatch { Names = [new(Some.Number(1), NameKind.Push, "elsewhere")] });

        Assert.Equal(
            ["chat chat", "contact book", "push Zoë 😀"],
            (await Reader().ReadNamesAsync(Some.Connection, [Some.Number(2), Some.Number(1), Some.Number(8)]))!.Select(name => $"{name.Kind} {name.Name}"));
        Assert.Empty((await Reader().ReadNamesAsync(new ConnectionKey("un", "known"), [Some.Number(1)]))!);
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherWrites_IsOneSnapshot()
    {
        await WriteAsync(Some.Connection, Some.Text("first", Some.Key(chat: Some.Number(1))), Some.Text("second", Some.Key(chat: Some.Number(2))));
        string bodies = "";
        await foreach (ExportedMessage row in Reader().ReadAsync(Some.Connection))
        {
            bodies += row.Body + " ";
            await WriteAsync(Some.Connection, Some.Text("new", Some.Key("NEW" + bodies.Length, Some.Number(2))));
        }

        Assert.Equal("first second ", bodies);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_EndsAtOnce()
    {
        await WriteAsync(Some.Connection, Some.Text("1"), Some.Text("2", Some.Key("B", Some.Number(2))));
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
    public async Task ReadAsync_NoHistory_SaysSoInWords()
    {
        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await Reader().ReadAsync(Some.Connection).ToArrayAsync());

        Assert.Contains(_schema.Name, error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<HistoryStorageException>(async () => await Reader().GetConnectionsAsync())).Message);
    }

    PostgreSqlHistoryReader Reader() => new(_schema.Source, _schema.Name);

    async Task WriteAsync(ConnectionKey connection, params MessageUpsert[] items) =>
        await new PostgreSqlMessageStore(_schema.Open()).UpsertAsync(connection, new MessageBatch { Items = items });

    async Task<string> BodiesAsync(ConnectionKey connection, Jid[]? chats) =>
        string.Join(' ', (await Reader().ReadAsync(connection, chats).ToArrayAsync()).Select(row => row.Body));

    static string Json(ExportedMessage message) => JsonSerializer.Serialize(message, ExportedMessage.JsonTypeInfo);
}
