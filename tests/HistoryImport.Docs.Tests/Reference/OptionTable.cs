using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HistoryImport.Docs.Tests.Reference;

/// <summary>The table of what a class lets a host set, made of its documentation.</summary>
static partial class OptionTable
{
    /// <summary>Gets what a host asks of one import, and every class of options.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(ImportRequest),
        .. Packages.All.SelectMany(package => package.GetExportedTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.IsClass && Properties(type).Any()),
    ];

    /// <summary>Gets the options themselves.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true }).OrderBy(property => property.MetadataToken);

    /// <summary>Writes the table of one.</summary>
    public static string Of(Type type)
    {
        Dictionary<string, XElement> documents = Documents(type.Assembly);
        var table = new StringBuilder($"### {type.Name}\n\n| option | values and default | is |\n|---|---|---|\n");
        foreach (PropertyInfo property in Properties(type))
        {
            XElement document = documents[$"P:{type.FullName}.{property.Name}"];
            table.Append($"| `{property.Name}` | {Words(document.Element("value"))} | {Gets().Replace(Words(document.Element("summary")), "")} |\n");
        }

        return table.ToString();
    }

    static Dictionary<string, XElement> Documents(Assembly package) =>
        XDocument.Load(Path.ChangeExtension(package.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    static string Words(XElement? text)
    {
        if (text is null)
        {
            return "";
        }

        var words = new StringBuilder();
        foreach (XNode node in text.Nodes())
        {
            words.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
                XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } name => $"`{Short(name.Value)}`",
                XElement element => $"`{element.Value}`",
                _ => "",
            });
        }

        return Blank().Replace(words.ToString(), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    // Of a member its class and its name.
    static string Short(string name)
    {
        string[] parts = name[2..].Split('(')[0].Split('.');
        return name[0] == 'T' ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex("^Gets (or sets )?")]
    private static partial Regex Gets();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
