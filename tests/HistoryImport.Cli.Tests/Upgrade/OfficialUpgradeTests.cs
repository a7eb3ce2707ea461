using System.Text.Json.Nodes;
using HistoryImport.Cli.Tests.Support;
using HistoryImport.WhatsApp.Tests.Official;

namespace HistoryImport.Cli.Tests.Upgrade;

/// <summary>A desk with years of a socket's rows joins its number to the official platform: what that tells of the same chats makes no row twice.</summary>
public sealed class OfficialUpgradeTests
{
    // The account of the database that an older version wrote.
    const string Own = "5511900000001";
    const string NumberServer = "@s.whatsapp.net";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Import_OfficialHistoryOfTheSameChats_GivesTheRowsThatAreThereTheirWireIdsAndNoneTwice(string kind)
    {
        await using WrittenDatabase database = await WrittenDatabase.CreateAsync(kind);
        using var scratch = new Scratch();

        // What a newer version understands of what the older one left.
        await ImportAsync(database.Store, WrittenDatabase.History);
        JsonNode[] rows = await RowsAsync(database.Store);
        Dictionary<string, StoredLine> before = (await database.MessagesAsync()).ToDictionary(line => line.Key);
        JsonNode[] told = [.. rows.Where(IsOfOnePerson)];
        Assert.True(told.Length > 100, "Too little of the database is in chats of two.");

        string[] files = [.. told.Chunk(10).SelectMany(Webhooks).Select((webhook, i) => scratch.Write($"{i:000}.json", webhook))];
        new Random(18).Shuffle(files);
        await ImportAsync(database.Store, [.. files, .. files.Take(5)]);

        JsonNode[] after = await RowsAsync(database.Store);
        Assert.Equal(rows.Select(Key), after.Select(Key));
        Assert.Equal(told.Select(Key), after.Where(row => row["wireId"] is not null).Select(Key));
        Assert.All(after.Where(row => row["wireId"] is not null), row => Assert.Equal(WireId(row), (string?)row["wireId"]));

        // Text is one content by either road, so nothing of it is written again but the wire id.
        Dictionary<string, StoredLine> now = (await database.MessagesAsync()).ToDictionary(line => line.Key);
        Assert.Equal(before.Keys.Order(), now.Keys.Order());
        Assert.All(told.Where(IsPlainText).Select(StoredKey), key => Assert.Equal(before[key].Version, now[key].Version));
        Assert.All(rows.Zip(after), pair => Assert.Equal(Shown(pair.First), Shown(pair.Second)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Import_OfficialHistoryBeforeAnythingElse_UpgradesInPlaceAndMakesNoRowTwice(string kind)
    {
        await using WrittenDatabase database = await WrittenDatabase.CreateAsync(kind);
        await using WrittenDatabase twin = await WrittenDatabase.CreateAsync("sqlite");
        using var scratch = new Scratch();

        // Nothing new, but that edits no longer wait.
        await ImportAsync(twin.Store, scratch.Write("nothing.json", """{"object": "whatsapp_business_account", "entry": []}"""));
        string[] before = [.. (await twin.MessagesAsync()).Select(line => line.Key).Order()];
        JsonNode[] told = [.. (await RowsAsync(twin.Store)).Where(IsOfOnePerson)];

        await ImportAsync(database.Store, [.. Webhooks(told).Select((webhook, i) => scratch.Write($"{i:000}.json", webhook))]);

        Assert.Equal(before, (await database.MessagesAsync()).Select(line => line.Key).Order());
        Assert.Equal(told.Select(Key).Order(), (await RowsAsync(database.Store)).Where(row => row["wireId"] is not null).Select(Key).Order());
    }

    // The platform has no groups, and knows people by number.
    static bool IsOfOnePerson(JsonNode row) => Text(row, "chat").EndsWith(NumberServer, StringComparison.Ordinal);

    static bool IsPlainText(JsonNode row) => Text(row, "kind") == "text" && !(bool)row["edited"]!;

    /// <summary>A chunk of history, and the media that follow.</summary>
    static IEnumerable<string> Webhooks(JsonNode[] rows)
    {
        yield return Webhook(new JsonObject
        {
            ["history"] = new JsonArray(new JsonObject
            {
                ["metadata"] = new JsonObject { ["phase"] = 1, ["chunk_order"] = 1, ["progress"] = 50 },
                ["threads"] = new JsonArray([.. rows.GroupBy(row => Text(row, "chat")).Select(Thread)]),
            }),
        });
        JsonNode[] media = [.. rows.Where(row => Text(row, "kind") is "image" or "video" or "document").Select(FollowUp)];
        if (media.Length > 0)
        {
            yield return Webhook(new JsonObject { ["messages"] = new JsonArray(media) });
        }
    }

    static JsonNode Thread(IGrouping<string, JsonNode> chat) => new JsonObject
    {
        ["id"] = chat.Key[..^NumberServer.Length],
        ["messages"] = new JsonArray([.. chat.Select(Message)]),
    };

    static JsonNode Message(JsonNode row)
    {
        bool fromMe = (bool)row["fromMe"]!;
        var message = new JsonObject
        {
            ["from"] = fromMe ? Own : Text(row, "chat")[..^NumberServer.Length],
            ["id"] = WireId(row),
            ["timestamp"] = row["timestamp"]?.ToJsonString(),
            ["type"] = IsPlainText(row) ? "text" : "media_placeholder",
            ["history_context"] = new JsonObject { ["status"] = "PENDING" },
        };
        if (IsPlainText(row))
        {
            message["text"] = new JsonObject { ["body"] = Text(row, "body") };
        }

        return message;
    }

    static JsonNode FollowUp(JsonNode row) => new JsonObject
    {
        ["from"] = Text(row, "chat")[..^NumberServer.Length],
        ["id"] = WireId(row),
        ["timestamp"] = "1700000000",
        ["type"] = Text(row, "kind"),
        [Text(row, "kind")] = new JsonObject { ["id"] = "7", ["caption"] = Text(row, "body") },
    };

    static string WireId(JsonNode row) => WamidText.Of(
        (bool)row["fromMe"]! ? Own : Text(row, "chat")[..^NumberServer.Length], WamidText.Number, (bool)row["fromMe"]!, Text(row, "id"));

    static string Webhook(JsonObject value)
    {
        value["messaging_product"] = "whatsapp";
        value["metadata"] = new JsonObject { ["display_phone_number"] = Own, ["phone_number_id"] = "1" };
        return new JsonObject
        {
            ["object"] = "whatsapp_business_account",
            ["entry"] = new JsonArray(new JsonObject { ["id"] = "1", ["changes"] = new JsonArray(new JsonObject { ["field"] = "history", ["value"] = value }) }),
        }.ToJsonString();
    }

    static string Key(JsonNode row) => $"{Text(row, "chat")} {Text(row, "id")} {row["fromMe"]} {row["sender"]}";

    static string StoredKey(JsonNode row) => $"{Text(row, "chat")}|{Text(row, "id")}|{((bool)row["fromMe"]! ? 1 : 0)}|";

    static string Shown(JsonNode row) => $"{row["timestamp"]} {row["body"]} {row["edited"]} {row["revoked"]} {row["reactions"]?.ToJsonString()} {row["pushName"]}";

    static string Text(JsonNode row, string name) => (string)row[name]!;

    static async Task<JsonNode[]> RowsAsync(string store) => [.. (await Rows.ExportAsync(store)).Select(line => JsonNode.Parse(line)!)];

    static async Task ImportAsync(string store, params string[] paths)
    {
        ToolResult import = await Tool.RunAsync(["import", .. paths, "--store", store, "--json"]);
        Assert.True(import.ExitCode is 0 or 1, import.Error);
    }
}
