using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>Whatever a file holds: it is named with a reason, memory stays flat, and everything readable in it and beside it is imported.</summary>
public sealed class HostileInputTests
{
    const long MostBytes = 300 * 1000 * 1000;

    static readonly string[] _parts = ["invalid", "filtered", "folded", "duplicates", "inserted", "updated", "failed"];

    public static TheoryData<string> Names => [.. HostileFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Import_HostileFileAmongGoodOnes_IsNamedAndTheRestImported(string name)
    {
        HostileFile hostile = HostileFiles.All.Single(file => file.Name == name);
        using var scratch = new Scratch();
        string before = scratch.Write("before.json", $"[{HostileFiles.Good("A")}]");
        string behind = scratch.Write("behind.json", $"[{HostileFiles.Good("Z")}]");
        await using (FileStream stream = File.Create(scratch.File(name)))
        {
            hostile.Write(stream);
        }

        (ToolResult result, long peak) = await Measured.RunAsync("import", before, scratch.File(name), behind, "--store", scratch.Store, "--json");

        Assert.True(result.ExitCode == 1, $"Exit code {result.ExitCode}: {result.Error}");
        Assert.Equal(2 + hostile.Readable, result.Count("inserted"));
        Assert.Equal(result.Count("read"), _parts.Sum(result.Count));
        Assert.InRange(peak, 1, MostBytes);
        string[] lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(hostile.Times, lines.Length);
        Assert.All(lines, line =>
        {
            Assert.StartsWith(scratch.File(name) + ":", line, StringComparison.Ordinal);
            Assert.Contains(hostile.Reason, line, StringComparison.Ordinal);
            Assert.True(line.Length < 1000, "The reason quotes the file.");
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("{\"event\":\"connection.update\",\"data\":{\"state\":\"open\"}}")]
    public async Task Import_FileWithoutHistory_IsNoFault(string text)
    {
        using var scratch = new Scratch();

        ToolResult result = await Tool.RunAsync("import", scratch.Write("file.json", text), "--store", scratch.Store, "--json");

        Assert.Equal((0, 0, ""), (result.ExitCode, result.Count("read"), result.Error));
    }

    [Theory]
    [InlineData("random.bin")]
    [InlineData("truncated.bin")]
    [InlineData("zeros.bin")]
    public async Task Import_NothingButAHostileFile_ExitsWith2(string name)
    {
        HostileFile hostile = HostileFiles.All.Single(file => file.Name == name);
        using var scratch = new Scratch();
        await using (FileStream stream = File.Create(scratch.File(name)))
        {
            hostile.Write(stream);
        }

        ToolResult result = await Tool.RunAsync("import", scratch.File(name), "--store", scratch.Store, "--json");

        Assert.Equal((2, 0), (result.ExitCode, result.Count("inserted")));
        Assert.Contains(hostile.Reason, result.Error, StringComparison.Ordinal);
    }
}
