using System.Diagnostics;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Readme;

/// <summary>What the README shows is what is compiled, and does what it says.</summary>
public sealed class ReadmeTests
{
    static readonly string _readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void QuickStart_InTheReadme_IsTheCompiledSampleInAtMost10Lines()
    {
        string program = File.ReadAllText(Path.Combine(Repository.Root, "samples", "QuickStart", "Program.cs"));

        Assert.Contains($"```csharp\n{program}```", _readme, StringComparison.Ordinal);
        Assert.InRange(program.Split('\n').Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)), 1, 10);
    }

    [Fact]
    public void Hosting_InTheReadmeOfTheCore_IsTheCompiledSample()
    {
        string hosting = File.ReadAllText(Path.Combine(Repository.Root, "samples", "QuickStart", "Hosting.cs"));

        Assert.Contains($"```csharp\n{hosting}```", File.ReadAllText(Path.Combine(Repository.Root, "src", "HistoryImport", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuickStart_OnASample_ImportsIt()
    {
        using var scratch = new Scratch();
        string sample = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "history-json"), "*.json").Order(StringComparer.Ordinal).First();
        File.Copy(sample, scratch.File("history.json"));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "QuickStart.dll")])
        {
            WorkingDirectory = Path.GetDirectoryName(scratch.File("history.json"))!,
            RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Matches(@"^Completed: [1-9]\d* new messages in [1-9]\d* chats", output);
        Assert.True(File.Exists(scratch.File("history.db")));
    }

    [Theory]
    [InlineData("history")]
    [InlineData("history-json")]
    public async Task Sample_Imported_GivesItsTruth(string folder)
    {
        using var scratch = new Scratch();
        string samples = Path.Combine(Repository.Root, "samples");

        ToolResult import = await Tool.RunAsync("import", Path.Combine(samples, folder), "--store", scratch.Store);

        Assert.True(import.ExitCode == 0, import.Error);
        Rows.AssertSame(File.ReadAllLines(Path.Combine(samples, "history-truth.ndjson")), await Rows.ExportAsync(scratch));
    }
}
