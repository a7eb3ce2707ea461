using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Desk;

/// <summary>Lines fit their terminal, and what is copied out of them is whole.</summary>
public sealed class PageTests : IDisposable
{
    const int Columns = 60;

    readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Wrap_LongText_KeepsItsIndentAndBreaksBetweenWords() =>
        Assert.Equal(["  one two", " three", " muchtoolong"], Page.Wrap("  one two three muchtoolong", 9, " "));

    [Theory]
    [InlineData("see 'a b c d'.", "see|'a b c d'.")]
    [InlineData("see ('a b c')", "see|('a b c')")]
    [InlineData("see 'it's a b'", "see|'it's a b'")]
    [InlineData("a host's or two hosts' own", "a host's|or two|hosts'|own")]
    [InlineData("see 'a b c", "see 'a b|c")]
    public void Wrap_InQuotes_IsNotBroken(string text, string lines) => Assert.Equal(lines.Split('|'), Page.Wrap(text, 8));

    [Fact]
    public void Wrap_Whole_IsNotBroken() => Assert.Equal(["see", "a b c d:", "no more"], Page.Wrap($"see {Page.Whole("a b c d")}: no more", 8));

    [Theory]
    [InlineData("status", "--store", "sqlite:FILE")]
    [InlineData("import", "FILE", "--store", "sqlite:FILE.db")]
    [InlineData("erase", "--store", "sqlite:FILE")]
    [InlineData("inspect", "FILE")]
    public async Task Error_OnATerminal_FitsIntoItAndBreaksNoPath(params string[] arguments)
    {
        Assert.SkipUnless(Terminal.IsThere, "This system has no script command that makes a terminal.");
        string path = _scratch.File("a folder of no short name/and a file of no short name either that is not there");

        string[] lines = await Terminal.ErrorsAsync(Columns, [.. arguments.Select(argument => argument.Replace("FILE", path, StringComparison.Ordinal))]);

        Assert.True(lines.Length > 1, string.Join('\n', lines));
        Assert.All(lines, line => Assert.True(line.Length <= Columns || line.Contains(path, StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Error_InAFile_IsOneLine()
    {
        ToolResult result = await Tool.RunAsync("status", "--store", $"sqlite:{_scratch.File("no short name that makes a line of more than eighty columns.db")}");

        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.InRange(result.Error.Length, 81, int.MaxValue);
    }
}
