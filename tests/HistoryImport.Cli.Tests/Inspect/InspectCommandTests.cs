using System.Text.RegularExpressions;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Inspect;

public sealed partial class InspectCommandTests
{
    // What both encodings of the sample hold.
    const string Messages = """
        chats with messages: 86
        messages: 493
        amendment: edit: 40
        amendment: reaction: 40
        amendment: revoke: 34
        audio: 7
        call: 9
        commerce: 10
        contact: 4
        document: 10
        event: 1
        image: 14
        interactive: 12
        interactive-reply: 4
        invite: 4
        live-location: 2
        location: 7
        noise: album: 1
        noise: context: 1
        noise: encrypted: 3
        noise: ephemeral-setting: 1
        noise: history-bundle: 1
        noise: history-notice: 1
        noise: keep: 1
        noise: key-distribution: 3
        noise: key-only: 2
        noise: limit-sharing: 1
        noise: number-request: 1
        noise: pin: 1
        noise: poll-vote: 1
        noise: protocol: 9
        noise: secret-encrypted: 1
        noise: status-mention: 1
        noise: stub: 10
        noise: undecryptable: 2
        poll: 8
        sticker: 9
        system: 5
        text: 212
        unsupported: 12
        video: 5
        video-note: 1
        voice: 2
        oldest message: 2023-07-22
        newest message: 2100-01-01
        """;

    const string Good = """{"key":{"remoteJid":"5511987654321@s.whatsapp.net","id":"A"},"message":{"conversation":"hi"}}""";

    [Fact]
    public async Task Inspect_OfficialHistory_ShowsPhasesPlaceholdersAndWhatWasDeclined()
    {
        const string Metadata = """ "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100199"} """;
        const string History = $$"""
            { {{Metadata}}, "history": [
            {"metadata": {"phase": 0, "chunk_order": 1, "progress": 30}, "threads": [{"id": "14155550100", "messages": [
            {"from": "14155550100", "id": "wamid.A", "timestamp": "1788000000", "type": "media_placeholder"},
            {"from": "14155550100", "id": "wamid.B", "timestamp": "1788000000", "type": "media_placeholder"}]}]},
            {"metadata": {"phase": 0, "chunk_order": 2, "progress": 20}, "threads": []}, {"metadata": {"phase": "2"}, "threads": []}, {"errors": [{"code": 2593109}]}]}
            """;
        const string FollowUp = $$"""
            {"event": "history", "data": { {{Metadata}}, "messages": [
            {"from": "14155550100", "id": "wamid.B", "timestamp": "1788000000", "type": "image", "image": {"id": "7"} }]} }
            """;
        using var folder = new Scratch();

        ToolResult result = await Tool.RunAsync("inspect", folder.Write("1.json", History), folder.Write("2.json", FollowUp));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            """
            chunks of official history: 3
            of phase 0: 2
            greatest progress of phase 0: 30 %
            of phase 2: 1
            greatest progress of phase 2: not told
            official history that the business declined: 1
            placeholders for media: 2
            without their media: 1
            media of official history that follow a message: 1
            without their message: 0
            """.ReplaceLineEndings("\n"),
            Rows(result), StringComparison.Ordinal);
        Assert.Contains("media of a placeholder: image: 1", Rows(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OwnBroadcastInTwoChats_CountsItsPlaceholdersChatByChat()
    {
        const string Value = """ "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100199"} """;
        const string Message = """ "from": "15550100199", "timestamp": "1788000000", "history_context": {"from_me": true} """;
        const string Placeholder = $$"""{ {{Message}}, "id": "wamid.A", "type": "media_placeholder" }""";
        const string History = $$"""
            { {{Value}}, "history": [{"metadata": {"phase": 0, "chunk_order": 1}, "threads": [
            {"id": "14155550100", "messages": [{{Placeholder}}]}, {"id": "14155550102", "messages": [{{Placeholder}}]}]}]}
            """;
        using var folder = new Scratch();
        string history = folder.Write("1.json", History);
        string one = folder.Write("2.json", FollowUp(""" "to": "14155550100", """));
        string any = folder.Write("3.json", FollowUp(""));

        Assert.Contains("placeholders for media: 2\nwithout their media: 2\n", Rows(await Tool.RunAsync("inspect", history)), StringComparison.Ordinal);
        Assert.Contains("placeholders for media: 2\nwithout their media: 1\n", Rows(await Tool.RunAsync("inspect", history, one)), StringComparison.Ordinal);
        Assert.Contains("placeholders for media: 2\nwithout their media: 0\n", Rows(await Tool.RunAsync("inspect", history, any)), StringComparison.Ordinal);

        static string FollowUp(string to) => $$"""
            {"event": "history", "data": { {{Value}}, "message_echoes": [{ {{Message}}, {{to}} "id": "wamid.A", "type": "image", "image": {"id": "7"} }]} }
            """;
    }

    [Fact]
    public async Task Inspect_PlaceholdersAndMedia_ArePairedAsImportPairsThem()
    {
        const string Customer = """ "from": "14155550100", "timestamp": "1788000000" """;
        const string Own = """ "from": "15550100199", "timestamp": "1788000000", "history_context": {"from_me": true} """;
        const string Placeholder = """ "type": "media_placeholder" """;
        const string Image = """ "type": "image", "image": {"id": "7"} """;
        using var folder = new Scratch();

        // Our own media, and nobody else's, may name no chat; a number is no user id unless something says so; and what only looks like a placeholder is none.
        Assert.Equal((1, 1, 1), await PlaceholdersAsync(Thread("14155550100", $$"""{ {{Customer}}, "id": "A", {{Placeholder}} }"""), Echoes("history", $$"""{ {{Own}}, "id": "A", {{Image}} }""")));
        Assert.Equal((1, 1, 1), await PlaceholdersAsync(
            Thread("14155550100", $$"""{ {{Own}}, "id": "A", {{Placeholder}} }"""), Echoes("history", $$"""{ {{Own}}, "to_user_id": "US.1", "id": "A", {{Image}} }""")));
        Assert.Equal((1, 0, 0), await PlaceholdersAsync(
            Thread("14155550100", $$"""{ {{Own}}, "id": "A", {{Placeholder}} }"""), Thread("US.1", $$"""{ {{Own}}, "id": "A", {{Placeholder}} }"""),
            Echoes("history", $$"""{ {{Own}}, "to_user_id": "US.1", "to": "14155550100", "id": "A", {{Image}} }""")));
        Assert.Equal((1, 0, 0), await PlaceholdersAsync(
            Thread("14155550100", $$"""{ {{Own}}, "id": "A", {{Placeholder}} }"""), Echoes("smb_message_echoes", $$"""{ {{Own}}, "to": "14155550100", "id": "A", {{Image}} }""")));
        Assert.Equal((0, 0, 0), await PlaceholdersAsync(
            Thread("14155550100", $$"""{ {{Customer}}, "id": "A", "type": "unsupported", "errors": [{"code": 131051, "title": "media_placeholder"}] }""")));

        async Task<(int Placeholders, int Alone, int FollowUpsAlone)> PlaceholdersAsync(params string[] webhooks)
        {
            string[] files = [.. webhooks.Select((webhook, i) => folder.Write($"{i}.json", webhook))];
            string[] rows = Rows(await Tool.RunAsync(["inspect", .. files])).Split('\n');
            return (Count("placeholders for media: "), Count("without their media: "), Count("without their message: "));

            int Count(string what) => int.Parse(rows.SingleOrDefault(row => row.StartsWith(what, StringComparison.Ordinal))?[what.Length..] ?? "0", null);
        }

        static string Thread(string id, string message) => Webhook("history", $$""" "history": [{"threads": [{"id": "{{id}}", "messages": [{{message}}]}]}] """);

        static string Echoes(string field, string message) => Webhook(field, $$""" "message_echoes": [{{message}}] """);

        static string Webhook(string field, string value) =>
            $$"""{"event": "{{field}}", "data": {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100199"}, {{value}} } }""";
    }

    [Fact]
    public async Task Import_DeclinedHistory_EndsAsSuchUnlessHistoryComesBehindIt()
    {
        const string Value = """ "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100199"} """;
        using var folder = new Scratch();
        string declined = folder.Write("declined.json", $$"""{ {{Value}}, "history": [{"errors": [{"code": 2593109}]}]}""");
        string names = folder.Write("names.json", $$"""{ {{Value}}, "state_sync": [{"type": "contact", "contact": {"full_name": "Somebody", "phone_number": "14155550100"}, "action": "add"}]}""");
        string history = folder.Write(
            "history.json",
            $$"""{ {{Value}}, "history": [{"threads": [{"id": "14155550100", "messages": [{"from": "14155550100", "id": "A", "timestamp": "1788000000", "type": "text", "text": {"body": "words"} }] }] }] }""");
        string other = folder.Write("other.json", $$"""{ {{Value}}, "history": [{"errors": [{"code": 131000}]}]}""");

        Assert.Equal(("Declined", true), await ImportAsync(declined));
        Assert.Equal(("Declined", true), await ImportAsync(declined, names));
        Assert.Equal(("Completed", false), await ImportAsync(declined, history));
        Assert.Equal(("NothingFound", false), await ImportAsync(other));
        Assert.Contains("| error of history |", (await Tool.RunAsync("inspect", other)).Output, StringComparison.Ordinal);

        async Task<(string?, bool)> ImportAsync(params string[] files)
        {
            ToolResult result = await Tool.RunAsync(["import", .. files, "--store", folder.Store, "--json"]);
            return (result.Json.GetProperty("outcome").GetString(), result.Json.GetProperty("isDeclined").GetBoolean());
        }
    }

    [Fact]
    public async Task Inspect_MessagesThatAreSetAside_NamesThoseThatImportNames()
    {
        using var folder = new Scratch();
        string file = folder.Write("a.ndjson", string.Join('\n',
            Good,
            """{"key":{"remoteJid":"5511987654321@s.whatsapp.net","id":""},"message":{"conversation":"hi"}}""",
            """{"key":{"id":"B"},"message":{"conversation":"hi"}}""",
            """{"key":{"remoteJid":"somebody","id":"C"},"message":{"conversation":"hi"}}"""));

        ToolResult looked = await Tool.RunAsync("inspect", file);
        ToolResult imported = await Tool.RunAsync("import", file, "--store", folder.Store);

        Assert.Equal((1, 1), (looked.ExitCode, imported.ExitCode));
        Assert.Contains("message 1 set aside: it has no id", looked.Error, StringComparison.Ordinal);
        Assert.Equal(SetAside(imported), SetAside(looked));
        Assert.Contains("problems: 3", Rows(looked), StringComparison.Ordinal);

        static string[] SetAside(ToolResult result) =>
            [.. result.Error.Split('\n').Where(line => line.Contains("set aside:", StringComparison.Ordinal)).Select(line => line.Split(" (id ")[0].Split(" set aside")[0])];
    }

    [Fact]
    public async Task Inspect_SampleOfBytes_CountsAllThatIsInIt()
    {
        ToolResult result = await Tool.RunAsync("inspect", Path.Combine(Repository.Root, "samples", "history"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            $"""
            files: 6
            history sets: 6
            InitialBootstrap: 1
            InitialStatusV3: 1
            NonBlockingData: 1
            OnDemand: 1
            PushName: 1
            Recent: 1
            greatest progress: 100 %
            {Messages}
            names: 121
            claims that two ids are one person: 26
            problems: 0
            """,
            Rows(result));
    }

    [Fact]
    public async Task Inspect_SampleOfJson_CountsTheSameMessages()
    {
        ToolResult result = await Tool.RunAsync("inspect", Path.Combine(Repository.Root, "samples", "history-json"));

        Assert.Equal(0, result.ExitCode);

        // The answer on demand brings no message of its own there, so the chat's last message stands in.
        Assert.Contains(
            Messages.Replace("messages: 493", "messages: 494", StringComparison.Ordinal).Replace("text: 212", "text: 213", StringComparison.Ordinal),
            Rows(result),
            StringComparison.Ordinal);
        Assert.StartsWith("files: 57\nhistory sets: 57\nInitialBootstrap: 2\n", Rows(result), StringComparison.Ordinal);
        Assert.EndsWith("names: 189\nclaims that two ids are one person: 26\nproblems: 0", Rows(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_LargeSetAndAnotherInOneFile_CountsSetsNotTheirParts()
    {
        using var scratch = new Scratch();
        string many = string.Join(',', Enumerable.Range(0, 12_000).Select(i => Good.Replace("\"A\"", $"\"A{i}\"", StringComparison.Ordinal)));
        string file = scratch.Write("a.json", $$$"""[{"messages":[{{{many}}}],"syncType":3,"progress":40},{"messages":[{{{Good}}}],"syncType":2,"progress":7}]""");

        string rows = Rows(await Tool.RunAsync("inspect", file));

        Assert.StartsWith("files: 1\nhistory sets: 2\nFull: 1\nRecent: 1\ngreatest progress: 40 %\nchats with messages: 1\nmessages: 12001\n", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ClaimsAndProblems_CountsThem()
    {
        using var scratch = new Scratch();
        string file = scratch.Write(
            "a.json",
            $$$"""
            {"messages":[{{{Good}}},5,{"key":{"remoteJid":"5511987654321@s.whatsapp.net","id":"N"},"messageTimestamp":"NaN","message":{"conversation":"hi"}}],
            "contacts":[{"id":"5511987654321@s.whatsapp.net","lid":"1@lid"},{"id":"5511987654321@s.whatsapp.net","lid":"1@lid"},{"id":"2@lid","phoneNumber":"5511900000001@s.whatsapp.net"}]}
            """);

        ToolResult result = await Tool.RunAsync("inspect", file);

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith("claims that two ids are one person: 2\nproblems: 2", Rows(result), StringComparison.Ordinal);
        Assert.Equal(2, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Inspect_SeveralForms_NamesEachAndWhatHoldsNoHistory()
    {
        using var scratch = new Scratch();
        string file = scratch.Write(
            "a.ndjson",
            $$$"""
            {"event":"messages.upsert","data":{{{Good}}}}
            {"event":"presence.update","data":{"id":"5511987654321@s.whatsapp.net"}}
            {"lid":"1@lid","pn":"5511987654321@s.whatsapp.net"}
            {"event":"presence.update","data":{"id":"5511987654321@s.whatsapp.net"}}
            """);

        ToolResult result = await Tool.RunAsync("inspect", file);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"\| read as +\| pair +\| +1 \|", result.Output);
        Assert.Matches(@"\| read as +\| web-message-info +\| +1 \|", result.Output);
        Assert.Matches(@"\| without history +\| presence\.update +\| +2 \|", result.Output);
    }

    [Fact]
    public async Task Inspect_OneFileUnreadable_ShowsTheOtherAndExitsWith1()
    {
        using var scratch = new Scratch();
        string good = scratch.Write("a.json", $"[{Good}]");
        string bad = scratch.Write("b.json", "this is no history");

        ToolResult result = await Tool.RunAsync("inspect", good, bad);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("b.json", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"text\s+\|\s+1 ", result.Output);
    }

    [Fact]
    public async Task Inspect_NothingReadable_ExitsWith2()
    {
        using var scratch = new Scratch();

        Assert.Equal(2, (await Tool.RunAsync("inspect", scratch.File("missing"))).ExitCode);
    }

    // One line for each row of the table: what or which it is, and the count.
    static string Rows(ToolResult result) => string.Join('\n', Row().Matches(result.Output).Select(row => $"{row.Groups["name"].Value.Trim()}: {row.Groups["count"].Value}"));

    [GeneratedRegex(@"^\| (?:(?<name>\w.*?) \|\s+|\s+\| (?<name>\w.*?) )\|\s+(?<count>[\w%-][\w% -]*?) +\|\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
