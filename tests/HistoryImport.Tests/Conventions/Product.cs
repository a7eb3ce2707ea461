using System.Reflection;
using System.Text.RegularExpressions;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.Tests;

/// <summary>The assemblies that have to keep the conventions, and where their sources lie. A new package is added here.</summary>
static partial class Product
{
    public static Assembly[] Assemblies { get; } = 
    [
        typeof(Jid).Assembly, typeof(WhatsApp.HistoryDecoder).Assembly, typeof(Sqlite.SqliteOptions).Assembly,
        typeof(PostgreSql.PostgreSqlOptions).Assembly, typeof(ManualTimeProvider).Assembly, typeof(MessageStoreContract).Assembly,
        typeof(AspNetCore.HistoryEndpointOptions).Assembly, typeof(EntityFrameworkCore.StoredMessage).Assembly,
        typeof(Media.HistoryMediaOptions).Assembly,
    ];

    public static TheoryData<string> Names => [.. Assemblies.Select(assembly => assembly.GetName().Name!)];

    /// <summary>Every project of the product, the tool among them.</summary>
    public static IEnumerable<string> Projects => Directory.EnumerateDirectories(Path.Combine(RepositoryRoot, "src"))
        .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    public static string RepositoryRoot { get; } = Path.GetFullPath(
        typeof(Product).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!);

    /// <summary>Where tests lie: a contract's are part of a package.</summary>
    public static string[] TestFolders { get; } =
        [Path.Combine(RepositoryRoot, "tests"), Path.Combine(RepositoryRoot, "src", typeof(MessageStoreContract).Assembly.GetName().Name!)];

    public static Assembly Get(string name) => Assemblies.Single(assembly => assembly.GetName().Name == name);

    /// <summary>The source files of an assembly, those it shares with others among them, as a path in the repository and a text.</summary>
    public static IReadOnlyList<SourceFile> Sources(string name)
    {
        string folder = Path.Combine(RepositoryRoot, "src", name);
        IEnumerable<string> shared = SharedFolder().Matches(File.ReadAllText(Path.Combine(folder, name + ".csproj")))
            .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups["folder"].Value)));
        return [.. shared.Prepend(folder)
            .SelectMany(one => Directory.EnumerateFiles(one, "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(RepositoryRoot, path).Replace('\\', '/'), File.ReadAllText(path)))];
    }

    [GeneratedRegex(@"<Compile Include=""(?<folder>\.\./Shared/\w+)/\*\.cs""")]
    private static partial Regex SharedFolder();
}
