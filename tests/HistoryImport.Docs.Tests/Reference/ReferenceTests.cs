using System.Reflection;
using System.Text.RegularExpressions;
using HistoryImport.Docs.Tests.Pages;

namespace HistoryImport.Docs.Tests.Reference;

/// <summary>Nothing that a host sets, measures or types is missing from the documentation, in either language.</summary>
public sealed partial class ReferenceTests
{
    static readonly string _english = Path.Combine("docs", "reference.md");

    public static TheoryData<string> Languages => [_english, Path.Combine("docs", "pt-BR", "reference.md")];

    [Fact]
    public void Options_InTheReference_AreWhatTheirDocumentationSays()
    {
        string tables = string.Join('\n', OptionTable.Types.Select(OptionTable.Of));
        string text = Read(_english);
        if (Environment.GetEnvironmentVariable("HISTORYIMPORT_APPROVE") == "1")
        {
            Page page = Page.All.Single(page => page.Path == _english);
            File.WriteAllText(page.FullPath, Made().Replace(text, _ => $"<!-- made by a test -->\n\n{tables}\n<!-- until here -->"));
            return;
        }

        Assert.Equal(tables.Trim(), Made().Match(text).Groups["tables"].Value.Trim());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Options_Each_StandInTheReference(string path)
    {
        string text = Read(path);

        Assert.All(OptionTable.Types, type => Assert.Contains($"### {type.Name}\n", text, StringComparison.Ordinal));
        Assert.All(OptionTable.Types.SelectMany(OptionTable.Properties), option => Assert.Contains($"| `{option.Name}` |", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData("docs/pt-BR/operations.md")]
    public void Telemetry_EachName_StandsAmongOperations(string path)
    {
        string text = Read(path);

        Assert.All(
            typeof(HistoryImportTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
            name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Tool_EachCommandAndOption_StandsInTheReference(string path)
    {
        string text = Read(path);
        IReadOnlyDictionary<string, IReadOnlyList<string>> commands = await ToolHelp.ReadAsync();

        Assert.Contains("import", commands.Keys);
        foreach ((string command, IReadOnlyList<string> options) in commands)
        {
            Assert.Contains($"`{command}`", text, StringComparison.Ordinal);
            Assert.All(options, option => Assert.Contains($"`{option}", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Events_InPortuguese_AreThoseInEnglish()
    {
        Assert.NotEmpty(Events("docs/events.md"));
        Assert.Equal(Events("docs/events.md"), Events("docs/pt-BR/events.md"));
    }

    // Of each row what no language changes: its event, and the word under which it is counted.
    static IEnumerable<(string, string)> Events(string path) =>
        Event().Matches(Read(path)).Select(match => (match.Groups["event"].Value, match.Groups["word"].Value));

    static string Read(string path) => Page.All.SingleOrDefault(page => page.Path == path)?.Text ?? "";

    [GeneratedRegex("<!-- made by a test -->(?<tables>.*)<!-- until here -->", RegexOptions.Singleline)]
    private static partial Regex Made();

    [GeneratedRegex(@"^\| `(?<event>[^`]+)` \| [^|]+ \| [^|]*?(\(`(?<word>[^`]+)`\) )?\|$", RegexOptions.Multiline)]
    private static partial Regex Event();
}
