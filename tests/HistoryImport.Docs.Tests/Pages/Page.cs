using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace HistoryImport.Docs.Tests.Pages;

/// <summary>A page of this repository.</summary>
/// <param name="Path">Where it lies, from the root.</param>
sealed partial record Page(string Path)
{
    static readonly string _root = System.IO.Path.GetFullPath(
        typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!);

    /// <summary>Gets every page that somebody reads.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. ((string[])["", "benchmarks", "docs", "findings", "samples", "src", "tests"]).SelectMany(folder => Find(folder, folder.Length > 0)).Order(StringComparer.Ordinal).Select(path => new Page(path)),
    ];

    /// <summary>Gets the pages that say how something is done, in English. Those for contributors are in English alone.</summary>
    public static IReadOnlyList<Page> HowTos { get; } = [.. All.Where(page => System.IO.Path.GetDirectoryName(page.Path) == "docs" && page.Path != System.IO.Path.Combine("docs", "contributing.md"))];

    public string FullPath { get; } = System.IO.Path.Combine(_root, Path);

    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(_root, Path));

    /// <summary>Gets the blocks of code in one language.</summary>
    public IReadOnlyList<(int Line, string Code)> Blocks(string language) =>
    [
        .. Block().Matches(Text).Where(block => block.Groups["language"].Value == language)
            .Select(block => (Text.AsSpan(0, block.Index).Count('\n') + 1, block.Groups["code"].Value)),
    ];

    /// <summary>Gets the headings, each with its level.</summary>
    public IReadOnlyList<(int Level, string Heading)> Headings =>
        [.. Heading().Matches(Block().Replace(Text, "")).Select(heading => (heading.Groups["level"].Length, heading.Groups["text"].Value.Trim()))];

    /// <summary>Gets where the links lead that stay in this repository.</summary>
    public IReadOnlyList<string> Links =>
        [.. Link().Matches(Block().Replace(Text, "")).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal))];

    public static bool Exists(string path) => File.Exists(System.IO.Path.Combine(_root, path)) || Directory.Exists(System.IO.Path.Combine(_root, path));

    /// <summary>Gets the page in Portuguese.</summary>
    public string Translation => Path == "README.md" ? "README.pt-BR.md" : System.IO.Path.Combine("docs", "pt-BR", System.IO.Path.GetFileName(Path));

    /// <summary>Makes the name by which a heading is linked to.</summary>
    public static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (char letter in heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_'))
        {
            anchor.Append(letter == ' ' ? '-' : letter);
        }

        return anchor.ToString();
    }

    public override string ToString() => Path;

    static IEnumerable<string> Find(string folder, bool deep) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(_root, folder), "*.md", deep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Select(path => System.IO.Path.GetRelativePath(_root, path))
            .Where(path => !path.Split(System.IO.Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "bin" or "obj" or "artifacts"));

    [GeneratedRegex(@"^ *```(?<language>\w*)\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?<level>#+) (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
