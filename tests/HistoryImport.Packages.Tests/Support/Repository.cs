using System.Reflection;
using System.Xml.Linq;

namespace HistoryImport.Packages.Tests.Support;

/// <summary>What this repository says of itself.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Where the machine keeps the packages it has: what is there already need not be brought again.</summary>
    public static string PackageFolder { get; } = Metadata("PackageFolder");

    public static string ConsumerFolder { get; } = Path.Combine(Root, "tests", "HistoryImport.Packages.Tests", "Consumer");

    /// <summary>The name of every package: a folder of src each.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The pinned version of a package of somebody else.</summary>
    public static string VersionOf(string package) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => (string?)version.Attribute("Include") == package).Attribute("Version")!.Value;

    public static string VersionPrefix { get; } =
        XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
