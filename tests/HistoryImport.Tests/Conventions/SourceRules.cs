using System.Text.RegularExpressions;

namespace HistoryImport.Tests;

/// <summary>The rules for source files. Each gives the violations, as text.</summary>
static partial class SourceRules
{
    const int MaxLines = 300;

    /// <summary>What a library has no business with, and what to write instead.</summary>
    static readonly (string Text, string Instead)[] _banned =
    [
        ("DateTime.Now", "TimeProvider"),
        ("DateTime.UtcNow", "TimeProvider"),
        ("DateTime.Today", "TimeProvider"),
        ("DateTimeOffset.Now", "TimeProvider"),
        ("DateTimeOffset.UtcNow", "TimeProvider"),
        ("Environment.TickCount", "TimeProvider.GetTimestamp"),
        ("Stopwatch.", "TimeProvider.GetTimestamp"),
        ("TimeProvider.System", "an injected TimeProvider; TryAddSingleton(TimeProvider.System) alone may name it"),
        ("Thread.Sleep", "Task.Delay with a TimeProvider"),
        (".GetAwaiter().GetResult()", "await"),
        ("async void", "async Task"),
        ("Console.", "ILogger"),
        ("Debug.WriteLine", "ILogger"),
        ("catch { }", "a handler"),
        ("#region", "a smaller file"),
        ("TODO", "an issue"),
        ("FIXME", "an issue"),
        ("HACK", "an issue"),
    ];

    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        let lines = file.Lines.Length - (file.Text.EndsWith('\n') ? 1 : 0)
        where lines > MaxLines
        select $"{file.Path} has {lines} lines: at most {MaxLines}.";

    public static IEnumerable<string> SeveralPublicTypes(IEnumerable<SourceFile> files) =>
        from file in files
        let types = PublicTypes(file)
        where types.Length > 1
        select $"{file.Path} holds {string.Join(" and ", types)}: one public type a file.";

    public static IEnumerable<string> Misnamed(IEnumerable<SourceFile> files) =>
        from file in files
        from type in PublicTypes(file)
        let name = Path.GetFileNameWithoutExtension(file.Path)
        where type != name && !name.StartsWith(type + ".", StringComparison.Ordinal)
        select $"{file.Path} holds {type}: name the file after it.";

    public static IEnumerable<string> Banned(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
        from banned in _banned
        where line.Text.Contains(banned.Text, StringComparison.Ordinal) && !IsAllowed(line.Text, banned.Text)
        select $"{file.Path}:{line.Number} writes {banned.Text}: use {banned.Instead}.";

    /// <summary>What lay in a pooled buffer were people's messages; whoever rents it next may be anybody.</summary>
    public static IEnumerable<string> ReturnedUncleared(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Text.Contains("ArrayPool<", StringComparison.Ordinal)
        from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
        where PoolReturn().IsMatch(line.Text) && !line.Text.Contains("clearArray: true", StringComparison.Ordinal)
        select $"{file.Path}:{line.Number} returns a buffer to the pool as it is: write clearArray: true.";

    static bool IsAllowed(string line, string banned) =>
        banned == "TimeProvider.System" && line.Contains("TryAddSingleton(TimeProvider.System)", StringComparison.Ordinal);

    static string[] PublicTypes(SourceFile file) => [.. PublicType().Matches(file.Text).Select(match => match.Groups["name"].Value)];

    // Nested types are indented, and belong to their outer type.
    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref|unsafe|delegate) )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>?,.]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(Shared|\w*[pP]ool)\.Return\(")]
    private static partial Regex PoolReturn();
}
