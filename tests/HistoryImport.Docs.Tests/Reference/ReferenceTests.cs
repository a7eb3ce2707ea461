using System.Text.RegularExpressions;
using HistoryImport.Docs.Tests.Pages;

namespace HistoryImport.Docs.Tests.Reference;

/// <summary>Nothing that a host sets, measures or types is missing from the documentation, in either language.</summary>
public sealed partial class ReferenceTests
{
    static readonly string _english = Path.Combine("docs", "reference.md");

    public static TheoryData<string> Languages => [_english, Path.Combine("docs", "pt-BR", "reference.md")];

    public static TheoryData<string> Operations => [Path.Combine("docs", "operations.md"), Path.Combine("docs", "pt-BR", "operations.md")];

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
        // Two classes may have an option of the same name.
        string[] sections = Read(path).Split("\n### ");

        Assert.All(OptionTable.Types, type =>
        {
            string section = Assert.Single(sections, section => section.StartsWith(type.Name + "\n", StringComparison.Ordinal));
            Assert.Equal(OptionTable.Properties(type).Select(option => option.Name), Row().Matches(section.Split("\n## ")[0]).Select(row => row.Groups["name"].Value));
        });
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Telemetry_EachName_StandsAmongOperations(string path)
    {
        string text = Read(path);
        IReadOnlyCollection<string> names = Signals.Instruments();

        Assert.Contains("history_import.postgresql.repetitions", names);
        Assert.All(names, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void LogEvents_EachHundred_StandsAmongOperations(string path)
    {
        string text = Read(path);

        Assert.NotEmpty(Signals.LogRanges());
        Assert.All(Signals.LogRanges(), range => Assert.Contains(range, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Tool_EachCommandAndOption_StandsInTheReference(string path)
    {
        string[] lines = Read(path).Split('\n');
        IReadOnlyDictionary<string, IReadOnlyList<string>> commands = await ToolHelp.ReadAsync();

        Assert.Contains("import", commands.Keys);
        Assert.All(commands.Keys, command => Assert.Single(lines, line => line.StartsWith($"| `{command}` |", StringComparison.Ordinal)));

        // Each row names its options, and then the commands that have them.
        Dictionary<string, string> rows = lines.Where(line => line.StartsWith("| `--", StringComparison.Ordinal)).Select(line => line.Split(" | "))
            .SelectMany(cells => Option().Matches(cells[0]).Select(option => (option.Value, List(Command().Matches(cells[1]).Select(command => command.Groups["name"].Value)))))
            .ToDictionary();
        Assert.Contains("--version", rows.Keys);
        Assert.Contains("--help", rows.Keys);
        Assert.All(
            commands.Values.SelectMany(options => options).Distinct().Where(option => option != "--help"),
            option => Assert.Equal($"{option} of {List(commands.Keys.Where(command => commands[command].Contains(option)))}", $"{option} of {rows.GetValueOrDefault(option)}"));

        static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
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

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex("`(?<name>[a-z]+)`")]
    private static partial Regex Command();

    [GeneratedRegex("<!-- made by a test -->(?<tables>.*)<!-- until here -->", RegexOptions.Singleline)]
    private static partial Regex Made();

    [GeneratedRegex(@"^\| `(?<event>[^`]+)` \| [^|]+ \| [^|]*?(\(`(?<word>[^`]+)`\) )?\|$", RegexOptions.Multiline)]
    private static partial Regex Event();
}
