using System.Text.RegularExpressions;

namespace HistoryImport.Tests;

/// <summary>The rules for folders of one project. Each gives the violations, as text.</summary>
/// <remarks>A folder uses another if a file in it names a type that is declared in the other. The folder of the project itself counts as one.</remarks>
static partial class FolderRules
{
    /// <summary>Two folders that use each other, directly or by way of others, have no order: a stranger cannot read one before the other.</summary>
    public static IEnumerable<string> PointInCircles(IReadOnlyList<SourceFile> files)
    {
        Use[] uses = [.. Uses(files)];
        ILookup<string, string> below = uses.Select(use => (use.From, use.To)).Distinct().ToLookup(use => use.From, use => use.To);
        foreach (Use use in uses.DistinctBy(use => (use.From, use.To)))
        {
            if (Reaches(below, use.To, use.From))
            {
                yield return $"{use.File} uses {use.Type} of {use.To}, and {use.To} uses {use.From}, directly or by way of others: folders point one way.";
            }
        }
    }

    /// <summary>A folder may use those on lower floors only.</summary>
    /// <param name="files">The files.</param>
    /// <param name="floors">The folders by floor, the lowest first.</param>
    public static IEnumerable<string> PointUp(IReadOnlyList<SourceFile> files, IReadOnlyList<string[]> floors)
    {
        Dictionary<string, int> floorOf = floors.Index().SelectMany(floor => floor.Item.Select(folder => (folder, floor.Index))).ToDictionary();
        foreach (string unknown in files.Select(FolderOf).Distinct().Where(folder => !floorOf.ContainsKey(folder)))
        {
            yield return $"{unknown} is on no floor: give it one.";
        }

        foreach (Use use in Uses(files).DistinctBy(use => (use.From, use.To)))
        {
            if (floorOf.TryGetValue(use.From, out int from) && floorOf.TryGetValue(use.To, out int to) && from <= to)
            {
                yield return $"{use.File} uses {use.Type} of {use.To}, which is not below {use.From}.";
            }
        }
    }

    static bool Reaches(ILookup<string, string> below, string from, string to)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>([from]);
        while (next.TryPop(out string? folder))
        {
            if (folder == to)
            {
                return true;
            }

            if (seen.Add(folder))
            {
                foreach (string lower in below[folder])
                {
                    next.Push(lower);
                }
            }
        }

        return false;
    }

    static IEnumerable<Use> Uses(IReadOnlyList<SourceFile> files)
    {
        Dictionary<string, string> folderOf = files
            .SelectMany(file => TypeDeclaration().Matches(file.Text).Select(match => (Type: match.Groups["name"].Value, Folder: FolderOf(file))))
            .DistinctBy(type => type.Type)
            .ToDictionary(type => type.Type, type => type.Folder);
        return
            from file in files
            let code = CommentOrText().Replace(file.Text, " ")
            from name in Name().Matches(code).Select(match => match.Value).Distinct()
            where folderOf.ContainsKey(name) && folderOf[name] != FolderOf(file)
            select new Use(file.Path, FolderOf(file), name, folderOf[name]);
    }

    static string FolderOf(SourceFile file) => file.Path[..file.Path.LastIndexOf('/')];

    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|ref|unsafe|file) )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>?,.]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"//[^\n]*|""(?:\\.|[^""\\\n])*""")]
    private static partial Regex CommentOrText();

    // Behind a dot stands a member.
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w+")]
    private static partial Regex Name();

    readonly record struct Use(string File, string From, string Type, string To);
}
