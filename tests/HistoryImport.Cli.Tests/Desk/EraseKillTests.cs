using System.Diagnostics;
using System.Text.Json.Nodes;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Desk;

/// <summary>A person is erased while the process is killed again and again, and what is delivered again, in another order and killed as well, brings nothing back.</summary>
/// <remarks>HISTORYIMPORT_LONG=1 kills ten times as often, in a history ten times as large.</remarks>
public sealed class EraseKillTests : IDisposable
{
    const string Person = "5511987654321@s.whatsapp.net";
    const string Lid = "123456789012345@lid";
    const string Group = "120363012345678901@g.us";

    static readonly bool _isLong = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
    static readonly int _kills = _isLong ? 40 : 3;
    static readonly int _messages = _isLong ? 200_000 : 12_000;

    readonly Scratch _scratch = new();
    readonly Random _random = new(21);
    readonly string _key;

    public EraseKillTests() => _key = _scratch.Write("key", new string('k', 32));

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_KilledAmidAndDeliveredAgain_LeavesTheRowsOfOthersAndNothingOfTheirs(bool isPostgreSql)
    {
        await using PostgresDatabase? database = isPostgreSql ? await PostgresDatabase.CreateAsync() : null;
        string store = database?.Store ?? _scratch.Store;
        string[] files = [.. Files()];
        ToolResult imported = await Tool.RunAsync(["import", .. files, "--store", store]);
        Assert.True(imported.ExitCode == 0, imported.Error);
        string[] expected = [.. (await RowsAsync(store)).Where(row => !IsTheirs(row)).Select(WithoutTheirReactions).Order(StringComparer.Ordinal)];
        Assert.Equal(_messages / 4, expected.Length);
        string[] erase = ["erase", "--store", store, "--key", _key, "--person", Lid];

        for (int kill = 0; kill < _kills; kill++)
        {
            await KillAsync(erase, _random.Next(200, 1000));
            _random.Shuffle(files);
            await KillAsync(["import", .. files, "--store", store, "--key", _key], _random.Next(200, 1500));
        }

        ToolResult erased = await Tool.RunAsync(erase);
        Assert.True(erased.ExitCode == 0, erased.Error);
        _random.Shuffle(files);
        ToolResult again = await Tool.RunAsync(["import", .. files, "--store", store, "--key", _key]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(expected, (await RowsAsync(store)).Select(row => row.ToJsonString()).Order(StringComparer.Ordinal));
        Assert.Contains("erased 0 messages", (await Tool.RunAsync(erase)).Output, StringComparison.Ordinal);
    }

    static async Task<JsonNode[]> RowsAsync(string store)
    {
        ToolResult exported = await Tool.RunAsync("export", "--store", store);
        Assert.True(exported.ExitCode == 0, exported.Error);
        return [.. exported.Lines.Select(line => JsonNode.Parse(line)!)];
    }

    static bool IsTheirs(JsonNode row) => IsThem(row["chat"]) || IsThem(row["sender"]);

    static bool IsThem(JsonNode? jid) => (string?)jid is Person or Lid;

    static string WithoutTheirReactions(JsonNode row)
    {
        JsonArray reactions = row["reactions"]!.AsArray();
        row["reactions"] = new JsonArray([.. reactions.Where(reaction => !IsThem(reaction!["sender"])).Select(reaction => reaction!.DeepClone())]);
        return row.ToJsonString();
    }

    // Claims come late, and among the last files: until then the hidden one is somebody else.
    IEnumerable<string> Files() => Enumerable.Range(0, _messages).Chunk(_messages / 10).Select((part, i) => _scratch.Write(
        $"{i}.json",
        $$"""{"messages":[{{string.Join(',', part.Select(Message))}}],"contacts":[{{(i == 8 ? $$"""{"id":"{{Lid}}","phoneNumber":"{{Person}}"}""" : "")}}]}"""));

    static string Message(int i) => (i % 8) switch
    {
        0 => Text(i, Person, null),
        1 => Text(i, Lid, null),
        2 => Text(i, Group, Person),
        3 => Text(i, Group, Lid),
        4 => Reaction(i, i % 16 == 4 ? Person : Lid, i + 2),
        5 => Reaction(i, Somebody(i), i + 1),
        6 => Text(i, Group, Somebody(i)),
        _ => Text(i, Somebody(i), null),
    };

    static string Somebody(int i) => $"551190000{i % 50:D4}@s.whatsapp.net";

    static string Key(int i, string chat, string? sender) =>
        $$"""{"remoteJid":"{{chat}}","fromMe":false,"id":"M{{i}}"{{(sender is null ? "" : $",\"participant\":\"{sender}\"")}}}""";

    static string Text(int i, string chat, string? sender) =>
        $$$"""{"key":{{{Key(i, chat, sender)}}},"messageTimestamp":{{{1_700_000_000 + i}}},"message":{"conversation":"text {{{i}}}"}}""";

    static string Reaction(int i, string sender, int target)
    {
        string reaction = $$"""{"key":{{Key(target, Group, Somebody(target))}},"text":"👍","senderTimestampMs":"{{1_700_000_000_000 + i}}"}""";
        return $$"""{"key":{{Key(i, Group, sender)}},"messageTimestamp":{{1_700_000_000 + i}},"message":{"reactionMessage":{{reaction}} } }""";
    }

    static async Task KillAsync(string[] arguments, int milliseconds)
    {
        using Process process = Tool.Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(milliseconds));
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
    }
}
