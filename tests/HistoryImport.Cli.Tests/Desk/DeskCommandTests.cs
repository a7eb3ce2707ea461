using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Desk;

/// <summary>What answers for a database: erase, status, cancel.</summary>
public sealed class DeskCommandTests : IDisposable
{
    const string Person = "5511987654321@s.whatsapp.net";
    const string Other = "5511900000001@s.whatsapp.net";
    const string Lid = "123456789012345@lid";
    const string Group = "120363012345678901@g.us";

    readonly Scratch _scratch = new();
    readonly string _key;
    readonly string _history;

    public DeskCommandTests()
    {
        _key = _scratch.Write("key", new string('k', 32));
        _history = _scratch.Write(
            "a.json",
            $"[{Text("DIRECT", Person)},{Text("OTHER", Other)},{Text("GROUP", Group, Person)},{Text("HIDDEN", Lid)},{Text("FREE", Group, Other)}]");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Erase_Person_StaysErasedInLaterImportsAndComesBackOnceLifted()
    {
        await ImportAsync(_history);

        ToolResult erased = await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--person", "+55 11 98765-4321");

        Assert.True(erased.ExitCode == 0, erased.Error);
        Assert.Contains("erased 2 messages", erased.Output, StringComparison.Ordinal);
        Assert.Equal(["FREE", "HIDDEN", "OTHER"], await IdsAsync());

        // Another file says who the hidden one is.
        string claiming = _scratch.Write("b.json", $$"""{"messages":[{{Text("LATE", Person)}}],"contacts":[{"id":"{{Lid}}","phoneNumber":"{{Person}}"}]}""");
        ToolResult again = await ImportAsync(_history, claiming, "--key", _key);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(["FREE", "OTHER"], await IdsAsync());

        ToolResult lifted = await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--person", Lid, "--lift");
        Assert.Contains("Lifted", lifted.Output, StringComparison.Ordinal);
        await ImportAsync(_history, claiming, "--key", _key);
        Assert.Equal(["DIRECT", "FREE", "GROUP", "HIDDEN", "LATE", "OTHER"], await IdsAsync());
    }

    [Fact]
    public async Task Erase_AllSessionsOfATenant_LeavesOtherTenantsAndKeepsThemOut()
    {
        (string Tenant, string Session)[] all = [("acme", "one"), ("acme", "two"), ("other", "one")];
        foreach ((string tenant, string session) in all)
        {
            await ImportAsync(_history, "--tenant", tenant, "--connection", session);
        }

        ToolResult erased = await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--tenant", "acme", "--all-sessions");

        Assert.True(erased.ExitCode == 0, erased.Error);
        Assert.Contains("erased 10 messages", erased.Output, StringComparison.Ordinal);
        await ImportAsync(_history, "--tenant", "acme", "--connection", "two", "--key", _key);
        ToolResult left = await Tool.RunAsync("export", "--store", _scratch.Store);
        Assert.Equal(5, left.Lines.Length);
        Assert.All(left.Lines, line => Assert.Contains("\"tenant\":\"other\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erase_AllSessionsLifted_KeepsWhatComesOfEachFromThenOn()
    {
        string[] sessions = ["one", "two", "three"];
        foreach (string session in sessions)
        {
            await ImportAsync(_history, "--tenant", "acme", "--connection", session);
        }

        string[] erase = ["erase", "--store", _scratch.Store, "--key", _key, "--tenant", "acme"];
        await Tool.RunAsync([.. erase, "--all-sessions"]);
        await Tool.RunAsync([.. erase, "--connection", "three", "--all", "--lift"]);

        ToolResult lifted = await Tool.RunAsync([.. erase, "--all-sessions", "--lift"]);
        ToolResult again = await Tool.RunAsync([.. erase, "--all-sessions", "--lift"]);
        ToolResult unknown = await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--tenant", "acne", "--all-sessions", "--lift");

        Assert.Equal((0, "Lifted 2 of 3 sessions: what comes from now on is kept."), (lifted.ExitCode, lifted.Output.TrimEnd()));
        Assert.Equal((0, "Nothing of that was erased."), (again.ExitCode, again.Output.TrimEnd()));
        Assert.Equal((2, "The database knows no session of the tenant 'acne'. Nothing was lifted."), (unknown.ExitCode, unknown.Error.TrimEnd()));
        foreach (string session in sessions)
        {
            await ImportAsync(_history, "--tenant", "acme", "--connection", session, "--key", _key);
        }

        Assert.Equal(15, (await IdsAsync()).Length);
    }

    // Else whoever mistypes its name is told that all is erased.
    [Fact]
    public async Task Erase_AllSessionsOfATenantThatIsNotThere_SaysSo()
    {
        await ImportAsync(_history);

        ToolResult erased = await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--tenant", "acme", "--all-sessions");

        Assert.Equal(2, erased.ExitCode);
        Assert.Contains("knows no session of the tenant 'acme'", erased.Error, StringComparison.Ordinal);
        Assert.Equal(5, (await IdsAsync()).Length);
    }

    [Fact]
    public async Task Import_WithoutTheKeyOrWithAnother_FailsInWords()
    {
        await ImportAsync(_history);
        await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--chat", Group);
        string wrong = _scratch.Write("wrong", new string('w', 32));

        ToolResult without = await ImportAsync(_history);
        ToolResult other = await ImportAsync(_history, "--key", wrong);

        Assert.Equal((2, 2), (without.ExitCode, other.ExitCode));
        Assert.Contains("without the key", without.Error, StringComparison.Ordinal);
        Assert.Contains("another key", other.Error, StringComparison.Ordinal);
        Assert.Equal(["DIRECT", "HIDDEN", "OTHER"], await IdsAsync());
    }

    [Fact]
    public async Task Export_Person_HoldsTheirsInTheOrderOfTimeAndOfOthersTheirReactionAlone()
    {
        string claiming = _scratch.Write(
            "b.json",
            $$$"""
            {"messages":[{"key":{"remoteJid":"{{{Group}}}","id":"R","participant":"{{{Lid}}}" },"messageTimestamp":1700000009,"message":{"reactionMessage":{"key":{"remoteJid":"{{{Group}}}","id":"FREE","participant":"{{{Other}}}","fromMe":false },"text":"👍","senderTimestampMs":"1700000009000" } } }],
            "contacts":[{"id":"{{{Lid}}}","phoneNumber":"{{{Person}}}","name":"Her in the book"},{"id":"{{{Other}}}","name":"Another"}]}
            """.ReplaceLineEndings(""));
        ToolResult imported = await ImportAsync(_history, claiming);
        Assert.True(imported.ExitCode == 0, imported.Error);

        ToolResult export = await Tool.RunAsync("export", "--store", _scratch.Store, "--person", Lid);

        var name = System.Text.Json.JsonDocument.Parse(export.Lines[0]).RootElement;
        Assert.Equal((Person, "contact", "Her in the book"), (name.GetProperty("jid").GetString(), name.GetProperty("kind").GetString(), name.GetProperty("name").GetString()));
        var rows = export.Lines.Skip(1).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToDictionary(row => row.GetProperty("id").GetString()!);
        Assert.Equal(["DIRECT", "FREE", "GROUP", "HIDDEN"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("", "👍"), (rows["FREE"].GetProperty("body").GetString(), rows["FREE"].GetProperty("reactions")[0].GetProperty("emoji").GetString()));
        Assert.Equal("hello", rows["GROUP"].GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("Say what is to be erased", "--key", "KEY")]
    [InlineData("Say what is to be erased", "--key", "KEY", "--all", "--chat", Other)]
    [InlineData("goes with --tenant NAME", "--key", "KEY", "--all-sessions")]
    [InlineData("Leave out --connection: --all-sessions is", "--key", "KEY", "--tenant", "default", "--all-sessions", "--connection", "default")]
    [InlineData("Leave out --person: --all-sessions is", "--key", "KEY", "--tenant", "default", "--all-sessions", "--person", Person)]
    [InlineData("Leave out --chat: --all-sessions is", "--key", "KEY", "--tenant", "default", "--all-sessions", "--chat", Other)]
    [InlineData("Leave out --connection and --all: --all-sessions is", "--key", "KEY", "--tenant", "default", "--all-sessions", "--all", "--connection", "default", "--lift")]
    [InlineData("at least 32 random bytes", "--key", "SHORT", "--all")]
    [InlineData("The key could not be read", "--key", "NONE", "--all")]
    [InlineData("'--key'", "--all")]
    [InlineData("A person is erased by a phone number", "--key", "KEY", "--person", Group)]
    public async Task Erase_Misused_SaysHowToMend(string said, params string[] arguments)
    {
        await ImportAsync(_history);
        _scratch.Write("SHORT", "short");
        string[] given = [.. arguments.Select(argument => argument is "KEY" ? _key : argument is "SHORT" or "NONE" ? _scratch.File(argument) : argument)];

        ToolResult result = await Tool.RunAsync(["erase", "--store", _scratch.Store, .. given]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(5, (await IdsAsync()).Length);
    }

    // Else whoever mistypes the path is told that all is erased.
    [Theory]
    [InlineData("erase", "--key", "KEY", "--person", Person)]
    [InlineData("cancel")]
    [InlineData("status")]
    public async Task Database_NotThere_IsSaidAndNotMade(string command, params string[] arguments)
    {
        string path = _scratch.File("nowhere.db");

        ToolResult result = await Tool.RunAsync([command, "--store", $"sqlite:{path}", .. arguments.Select(argument => argument == "KEY" ? _key : argument)]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("does not exist or holds no history yet", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Erase_Told_FitsEightyColumns()
    {
        await ImportAsync(_history);

        ToolResult erased = await Tool.RunAsync("erase", "--store", _scratch.Store, "--key", _key, "--all");

        Assert.All(erased.Output.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
    }

    [Fact]
    public async Task StatusAndCancel_NothingGoesOn_TellTheLastRun()
    {
        await ImportAsync(_history);

        ToolResult status = await Tool.RunAsync("status", "--store", _scratch.Store);
        ToolResult cancel = await Tool.RunAsync("cancel", "--store", _scratch.Store);

        Assert.Contains("default/default  all  Completed", status.Output, StringComparison.Ordinal);
        Assert.Contains("inserted 5", status.Output, StringComparison.Ordinal);
        Assert.All(status.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("No such import goes on.", cancel.Output, StringComparison.Ordinal);
    }

    async Task<string[]> IdsAsync()
    {
        ToolResult export = await Tool.RunAsync("export", "--store", _scratch.Store);
        return [.. export.Lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
    }

    Task<ToolResult> ImportAsync(params string[] arguments) => Tool.RunAsync(["import", .. arguments, "--store", _scratch.Store]);

    static string Text(string id, string chat, string? participant = null) =>
        $$$"""{"key":{"remoteJid":"{{{chat}}}","id":"{{{id}}}"{{{(participant is null ? "" : $",\"participant\":\"{participant}\"")}}}},"messageTimestamp":1700000000,"message":{"conversation":"hello"}}""";
}
