using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

public sealed class ImportCommandTests
{
    const string Chat = "5511987654321@s.whatsapp.net";
    const string OtherChat = "5511900000001@s.whatsapp.net";
    const string Group = "120363012345678901@g.us";

    [Fact]
    public async Task Import_Json_PrintsOneObjectWithEveryField()
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", Messages(Text("A"), Text("B", "status@broadcast")));

        ToolResult result = await Tool.RunAsync("import", file, "--store", scratch.Store, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Lines);
        Assert.Equal(
            ["outcome", "reason", "counts", "filteredBy", "chats", "elapsedMs", "isDeclined"], result.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["read", "invalid", "filtered", "folded", "duplicates", "inserted", "updated", "failed"],
            result.Json.GetProperty("counts").EnumerateObject().Select(property => property.Name));
        Assert.Equal((2, 1, 1), (result.Count("read"), result.Count("filtered"), result.Count("inserted")));
        Assert.Equal(1, result.Json.GetProperty("filteredBy").GetProperty("status").GetInt32());
        Assert.Equal("Completed", result.Json.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Import_InvalidMessage_NamesItAndExitsWith1()
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", Messages(Text("A"), """{"key":{"remoteJid":"5511987654321@s.whatsapp.net"},"message":{"conversation":"secret"}}"""));

        ToolResult result = await Tool.RunAsync("import", file, "--store", scratch.Store, "--json");

        Assert.Equal((1, 1, 1), (result.ExitCode, result.Count("invalid"), result.Count("inserted")));
        Assert.Contains("a.json: message 1", result.Error, StringComparison.Ordinal);
        Assert.Contains("it has no id", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileOfAnotherAccount_IsRefusedInOneRunAndInTheNext()
    {
        using var scratch = new Scratch();
        string ours = scratch.Write("a.json", OfAccount("5511900000001", "A")), theirs = scratch.Write("b.json", OfAccount("5511900000002", "B"));

        ToolResult both = await Tool.RunAsync("import", ours, theirs, "--store", scratch.Store, "--json");
        ToolResult again = await Tool.RunAsync("import", theirs, "--store", scratch.Store, "--json");
        ToolResult elsewhere = await Tool.RunAsync("import", theirs, "--store", scratch.Store, "--connection", "other", "--json");

        Assert.Equal((1, 1), (both.ExitCode, both.Count("inserted")));
        Assert.Contains("b.json: belongs to another account", both.Error, StringComparison.Ordinal);
        Assert.Equal((1, 0), (again.ExitCode, again.Count("inserted")));
        Assert.Equal((0, 1), (elsewhere.ExitCode, elsewhere.Count("inserted")));
    }

    [Fact]
    public async Task Import_MeOfAnotherAccount_IsRefused()
    {
        using var scratch = new Scratch();
        string ours = scratch.Write("a.json", OfAccount("5511900000001", "A"));

        ToolResult other = await Tool.RunAsync("import", ours, "--me", "5511900000002", "--store", scratch.Store, "--json");
        ToolResult later = await Tool.RunAsync("import", ours, "--me", "5511900000001", "--store", scratch.Store, "--json");
        ToolResult fresh = await Tool.RunAsync("import", ours, "--me", "5511900000001", "--connection", "fresh", "--store", scratch.Store, "--json");

        Assert.Equal((1, 0), (other.ExitCode, other.Count("inserted")));
        Assert.Equal(2, later.ExitCode);
        Assert.Contains("another account", later.Error, StringComparison.Ordinal);
        Assert.Equal((0, 1), (fresh.ExitCode, fresh.Count("inserted")));
    }

    [Fact]
    public async Task Import_OneFileUnreadable_ImportsTheOtherAndExitsWith1()
    {
        using var scratch = new Scratch();
        string good = scratch.Write("a.json", Messages(Text("A")));
        string bad = scratch.Write("b.json", "this is no history");

        ToolResult result = await Tool.RunAsync("import", bad, good, scratch.File("missing"), "--store", scratch.Store, "--json");

        Assert.Equal((1, 1), (result.ExitCode, result.Count("inserted")));
        Assert.Contains("b.json", result.Error, StringComparison.Ordinal);
        Assert.Contains("missing", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no history")]
    [InlineData(null)]
    public async Task Import_NoFileReadable_ExitsWith2(string? text)
    {
        using var scratch = new Scratch();
        string file = text is null ? scratch.File("missing") : scratch.Write("a.json", text);

        ToolResult result = await Tool.RunAsync("import", file, "--store", scratch.Store, "--json");

        Assert.Equal((2, "Failed"), (result.ExitCode, result.Json.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import", "x.json")]
    [InlineData("import", "x.json", "--store", "mysql:x")]
    [InlineData("import", "x.json", "--store", "sqlite:x.db", "--since", "yesterday")]
    [InlineData("import", "x.json", "--store", "sqlite:x.db", "--chat", "no jid")]
    [InlineData("import", "x.json", "--store", "sqlite:x.db", "--groups", "maybe")]
    [InlineData("import", "x.json", "--store", "sqlite:x.db", "--tenant", "")]
    [InlineData("nonsense")]
    public async Task Import_WrongUsage_ExitsWith2AndAWord(params string[] arguments)
    {
        ToolResult result = await Tool.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    [Fact]
    public async Task Import_StoreIsNoDatabase_ExitsWith2AndLeavesItAlone()
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", Messages(Text("A")));
        string notes = scratch.Write("notes.txt", new string('x', 5000));

        ToolResult result = await Tool.RunAsync("import", file, "--store", $"sqlite:{notes}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("notes.txt", result.Error, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(notes));
    }

    [Fact]
    public async Task Import_StandardInput_IsReadToo()
    {
        using var scratch = new Scratch();
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Messages(Text("A"))));

        ToolResult result = await Tool.RunAsync(["import", "-", "--store", scratch.Store, "--json"], input);

        Assert.Equal((0, 1), (result.ExitCode, result.Count("inserted")));
    }

    [Fact]
    public async Task Import_ChatWindowAndGroups_KeepWhatWasAskedFor()
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", Messages(
            Text("A", time: 1_700_000_000), Text("B", time: 1_700_100_000), Text("C", OtherChat), Text("D", Group)));

        // 1 700 000 000 is 2023-11-14 22:13:20 UTC.
        ToolResult window = await Tool.RunAsync("import", file, "--store", scratch.Store, "--json", "--since", "2023-11-14", "--until", "2023-11-14", "--groups", "exclude");
        ToolResult chat = await Tool.RunAsync("import", file, "--store", scratch.Store, "--json", "--chat", "+55 11 98765-4321");

        Assert.Equal((2, 1), (window.Count("inserted"), window.Json.GetProperty("filteredBy").GetProperty("outside-window").GetInt32()));
        Assert.Equal((1, 1), (chat.Count("inserted"), chat.Count("duplicates")));
    }

    [Fact]
    public async Task Import_TenantsAndConnections_StayApart()
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", Messages(Text("A")));
        string[] names = ["x", "x'; DROP TABLE messages;--"];
        foreach (string tenant in names)
        {
            foreach (string connection in names)
            {
                ToolResult result = await Tool.RunAsync("import", file, "--store", scratch.Store, "--json", "--tenant", tenant, "--connection", connection);
                Assert.Equal(1, result.Count("inserted"));
            }
        }

        Assert.Equal(4, (await Rows.ExportAsync(scratch)).Length);
        ToolResult one = await Tool.RunAsync("export", "--store", scratch.Store, "--tenant", names[1], "--connection", "x", "--chat", Chat);
        Assert.Equal(names[1], JsonDocument.Parse(Assert.Single(one.Lines)).RootElement.GetProperty("tenant").GetString());
    }

    [Fact]
    public async Task Import_ZlibBitFlipped_RefusesTheFileWhole()
    {
        History history = History.Small(1);
        using var scratch = new Scratch();
        string source = history.ProtobufFiles.First(file => IsZlib(file) && new FileInfo(file).Length > 5000);
        byte[] bytes = await File.ReadAllBytesAsync(source);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(scratch.File("flipped.bin"), bytes);

        ToolResult result = await Tool.RunAsync("import", scratch.File("flipped.bin"), "--store", scratch.Store, "--json");

        Assert.Equal((2, 0), (result.ExitCode, result.Count("inserted")));
        Assert.Contains("flipped.bin", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_CtrlC_ExitsWith130AndKeepsWhatWasCommitted()
    {
        using var scratch = new Scratch();
        using Process process = Tool.Start(["import", "-", "--store", scratch.Store, "--json"], redirectInput: true);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync("[" + string.Join(",", Enumerable.Range(0, 30_000).Select(i => Text($"M{i}"))) + ",");
        await process.StandardInput.FlushAsync();
        while (!File.Exists(scratch.Database))
        {
            await Task.Delay(20);
        }

        await Task.Delay(500);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        using JsonDocument json = JsonDocument.Parse(await output);
        Assert.Equal("Cancelled", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(json.RootElement.GetProperty("counts").GetProperty("inserted").GetInt64(), (await Rows.ExportAsync(scratch)).Length);
    }

    // Told before or with the history, our number beside the chats of what we sent joins nobody. Told later it undoes nothing.
    [Theory]
    [InlineData(true, true, 2)]
    [InlineData(false, true, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, false, 1)]
    public async Task Import_OwnNumberBesideTheChatsOfWhatWeSent_JoinsThemUnlessItIsKnown(bool before, bool with, int chats)
    {
        using var scratch = new Scratch();
        string earlier = scratch.Write("earlier.json", Messages(Text("A", Group)));
        string sent = scratch.Write("sent.json", Messages(Sent("B", "88000000000001@lid"), Sent("C", "88000000000002@lid")));
        string[] me = ["--me", "15550105599"];
        await Tool.RunAsync(["import", earlier, "--store", scratch.Store, .. before ? me : []]);

        await Tool.RunAsync(["import", sent, "--store", scratch.Store, .. with ? me : []]);

        Assert.Equal(chats, (await ChatsOfOwnAsync()).Count);
        await Tool.RunAsync(["import", sent, "--store", scratch.Store, .. me]);
        Assert.Equal(chats, (await ChatsOfOwnAsync()).Count);

        async Task<HashSet<string>> ChatsOfOwnAsync() => [.. (await Rows.ExportAsync(scratch)).Select(row => JsonDocument.Parse(row).RootElement)
            .Where(row => row.GetProperty("fromMe").GetBoolean()).Select(row => row.GetProperty("chat").GetString()!)];

        static string Sent(string id, string chat) =>
            $$$"""{"key":{"remoteJid":"{{{chat}}}","remoteJidAlt":"15550105599@s.whatsapp.net","fromMe":true,"id":"{{{id}}}"},"messageTimestamp":1700000000,"message":{"conversation":"hello"}}""";
    }

    static bool IsZlib(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return stream.ReadByte() == 0x78;
    }

    static string Messages(params IEnumerable<string> messages) => "{\"messages\":[" + string.Join(",", messages) + "]}";

    static string Text(string id, string chat = Chat, long time = 1_700_000_000) =>
        $$$"""{"key":{"remoteJid":"{{{chat}}}","fromMe":false,"id":"{{{id}}}"},"messageTimestamp":{{{time}}},"message":{"conversation":"hello"}}""";

    static string OfAccount(string number, string id) => $$$"""
        {"event":"message","session":"default","me":{"id":"{{{number}}}@c.us"},"payload":{"id":"false_5511987654321@c.us_{{{id}}}","timestamp":1700000000,
        "from":"5511987654321@c.us","fromMe":false,"to":"{{{number}}}@c.us","body":"hi","hasMedia":false,"ack":1}}
        """;
}
