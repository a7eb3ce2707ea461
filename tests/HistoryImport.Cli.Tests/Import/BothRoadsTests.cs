using System.Diagnostics;
using System.Text.Json.Nodes;
using HistoryImport.Cli.Tests.Support;
using HistoryImport.WhatsApp.Tests.Official;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>One conversation by both roads: any order, any repetition, any crash, either database.</summary>
[Trait("Size", "Long")]
public sealed class BothRoadsTests
{
    static readonly int _kills = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 40 : 4;

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    public async Task Import_IntoSqlite_GivesTheSameRows(int seed)
    {
        using var scratch = new Scratch();

        await AssertSameAsync(seed, scratch, scratch.Store);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(103)]
    public async Task Import_IntoPostgreSql_GivesTheSameRows(int seed)
    {
        using var scratch = new Scratch();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();

        await AssertSameAsync(seed, scratch, database.Store);
    }

    static async Task AssertSameAsync(int seed, Scratch scratch, string store)
    {
        var told = new BothRoads(seed);
        var random = new Random(seed);
        string[] files = [.. told.Payloads.Select((payload, i) => scratch.Write($"{i:000}.json", payload))];
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

        Assert.Equal(told.Expected, (await Rows.ExportAsync(store)).Select(Row).Order(StringComparer.Ordinal));
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

    static string Row(string line)
    {
        JsonNode row = JsonNode.Parse(line)!;
        return BothRoads.Row(
            Text("chat")!, Text("id")!, (bool)row["fromMe"]!, (long?)row["timestamp"], Text("kind")!, Text("body")!, Text("status"), (bool)row["edited"]!, (bool)row["revoked"]!,
            string.Join(", ", row["reactions"]!.AsArray().Select(one => $"{one!["emoji"]} {((bool)one["fromMe"]! ? "me" : "other")}")), row["wireId"] is not null);

        string? Text(string name) => (string?)row[name];
    }
}
