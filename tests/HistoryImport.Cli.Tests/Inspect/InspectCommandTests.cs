using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Inspect;

public sealed class InspectCommandTests
{
    [Fact]
    public async Task Inspect_Sample_CountsWhatIsInIt()
    {
        ToolResult result = await Tool.RunAsync("inspect", Path.Combine(Repository.Root, "samples", "history"));

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"messages\s+\|\s+\|\s+493 ", result.Output);
        Assert.Matches(@"OnDemand\s+\|\s+1 ", result.Output);
        Assert.Matches(@"amendment: edit\s+\|\s+\d+ ", result.Output);
    }

    [Fact]
    public async Task Inspect_OneFileUnreadable_ShowsTheOtherAndExitsWith1()
    {
        using var scratch = new Scratch();
        string good = scratch.Write("a.json", """{"messages":[{"key":{"remoteJid":"5511987654321@s.whatsapp.net","id":"A"},"message":{"conversation":"hi"}}]}""");
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
}
