using System.Diagnostics;
using System.Text.Json.Nodes;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>One conversation by both roads, the one told by real Baileys: any mix, any order, any repetition, any crash, either database.</summary>
[Trait("Size", "Long")]
public sealed class BothRoadsTests
{
    static readonly int _kills = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 40 : 3;

    public static TheoryData<string, int> Mixes() => new() { { "both", 101 }, { "both", 102 }, { "socket", 101 }, { "official", 101 } };

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task Import_IntoSqlite_GivesTheSameRows(string mix, int seed)
    {
        using var scratch = new Scratch();

        await AssertSameAsync(mix, seed, scratch.Store);
    }

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task Import_IntoPostgreSql_GivesTheSameRows(string mix, int seed)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();

        await AssertSameAsync(mix, seed, database.Store);
    }

    static async Task AssertSameAsync(string mix, int seed, string store)
    {
        History told = History.Roads(seed);
        var random = new Random(seed);
        string[] files = [.. told.FilesOf(mix == "both" ? ["socket", "official"] : [mix])];
        for (int kill = 0; kill < _kills; kill++)
        {
            random.Shuffle(files);
            await KillAsync(["import", .. files, "--store", store, "--json"], random.Next(100, 1500));
        }

        random.Shuffle(files);
        foreach (string[] run in files.Chunk(files.Length / 3 + 1).Append(files))
        {
            ToolResult import = await Tool.RunAsync(["import", .. run, "--store", store, "--json"]);
            Assert.True(import.ExitCode == 0, import.Error);
        }

        string[] expected = [.. told.Lines($"{mix}.ndjson").Select(line => JsonNode.Parse(line)!.ToJsonString()).Order(StringComparer.Ordinal)];
        Assert.True(expected.Length > 15, "Too little was told.");
        Assert.Equal(expected, (await Rows.ExportAsync(store)).Select(Row).Order(StringComparer.Ordinal));
    }

    static async Task KillAsync(string[] arguments, int milliseconds)
    {
        using Process process = Tool.Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await Task.Delay(milliseconds);
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
    }

    // What both roads can tell.
    static string Row(string line)
    {
        JsonNode row = JsonNode.Parse(line)!;
        var told = new JsonObject();
        foreach (string name in (string[])["chat", "id", "fromMe", "timestamp", "kind", "body", "status", "edited", "revoked"])
        {
            told[name] = row[name]?.DeepClone();
        }

        told["reactions"] = new JsonArray([.. row["reactions"]!.AsArray().Select(one => (JsonNode)$"{one!["emoji"]} {((bool)one["fromMe"]! ? "me" : "other")}")]);
        told["wireId"] = row["wireId"]?.DeepClone();
        return told.ToJsonString();
    }
}
