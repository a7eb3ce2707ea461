using System.Text.RegularExpressions;

namespace HistoryImport.Tests;

/// <summary>The rules for docs/design/hazards.md. Each gives the violations, as text.</summary>
static partial class HazardList
{
    /// <summary>Every hazard but those of fetching, orchestration and leases.</summary>
    public static IReadOnlyList<int> Covered { get; } = [.. Enumerable.Range(1, 50)];

    /// <summary>The names of all tests, as Class.Method, of the C# sources under some folders.</summary>
    public static HashSet<string> Tests(IEnumerable<string> folders) =>
    [
        .. from folder in folders
           from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
           where !OutputFolder().IsMatch(path)
           from name in TestsIn(File.ReadAllText(path))
           select name,
    ];

    public static IEnumerable<string> TestsIn(string source) =>
        from method in Method().Matches(source)
        let owner = Class().Matches(source).LastOrDefault(type => type.Index < method.Index)
        where owner is not null
        select $"{owner.Groups["name"].Value}.{method.Groups["name"].Value}";

    public static IEnumerable<string> NotListed(string document, IEnumerable<int> covered) =>
        covered.Except(Rows(document).Select(row => row.Number)).Select(number => $"H-{number:00} has no row.");

    public static IEnumerable<string> ListedTwice(string document) =>
        from row in Rows(document)
        group row by row.Number into same
        where same.Count() > 1
        select $"H-{same.Key:00} has {same.Count()} rows.";

    /// <summary>Every row has to name a test, or to say why there is none.</summary>
    public static IEnumerable<string> WithoutProof(string document) =>
        from row in Rows(document)
        where row.Cells.Length != 3 || row.Cells.Any(cell => cell.Length < 10)
            || !TestName().IsMatch(row.Cells[2]) && !row.Cells[2].StartsWith("cannot occur:", StringComparison.Ordinal)
        select $"H-{row.Number:00} needs three cells: the hazard, what happens instead, and a `Class.Method` or \"cannot occur: …\".";

    public static IEnumerable<string> UnknownTests(string document, IReadOnlySet<string> tests) =>
        from name in TestName().Matches(document).Select(match => match.Groups["name"].Value).Distinct()
        where !tests.Contains(name)
        select $"There is no test {name}.";

    static IEnumerable<(int Number, string[] Cells)> Rows(string document) =>
        from match in Row().Matches(document)
        select (int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture),
            match.Groups["cells"].Value.Split('|', StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^\| *H-(?<number>\d\d) *\|(?<cells>.*)\| *$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+\.\w+_\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^public (?:abstract |sealed |partial )*class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    // Other attributes may stand between, and in any of them anything.
    [GeneratedRegex(@"^    \[(?:Fact|Theory)\b.*\n(?:    \[.*\n)*    public (?:async )?[\w<>]+ (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"[\\/](?:obj|bin|node_modules)[\\/]")]
    private static partial Regex OutputFolder();
}
