using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HistoryImport.Packages.Tests.Support;

/// <summary>A host that has nothing of this repository but its packages.</summary>
sealed partial class FreshHost(PackedFeed feed)
{
    /// <summary>Writes the projects down, and builds them.</summary>
    public async Task BuildAsync()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.ConsumerFolder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(feed.Outside, Path.GetRelativePath(Repository.ConsumerFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (string project in Directory.EnumerateFiles(feed.Outside, "*.csproj", SearchOption.AllDirectories))
        {
            GiveVersions(project);
        }

        // A reader copies what the package's page shows.
        await File.WriteAllTextAsync(Path.Combine(feed.Outside, "HostTests", "MyStoreTests.cs"), FirstBlock("HistoryImport.Testing.Xunit"));
        await File.WriteAllTextAsync(Path.Combine(feed.Outside, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{feed.Folder}" /></packageSources>
            </configuration>
            """);
        await DotnetCommand.RunAsync(
            feed.Outside, "build", "HostTests", $"-p:RestorePackagesPath={Path.Combine(feed.Outside, "packages")}",
            $"-p:RestoreFallbackFolders={Repository.PackageFolder}", "-v", "quiet", "-nologo");
    }

    /// <summary>Runs one of the programs that were built.</summary>
    public Task<string> RunAsync(string project, params string[] arguments) =>
        DotnetCommand.RunAsync(feed.Outside, ["exec", Path.Combine(project, "bin", "Debug", "net10.0", project + ".dll"), .. arguments]);

    void GiveVersions(string path)
    {
        var project = XDocument.Load(path);
        foreach (XElement reference in project.Descendants("PackageReference"))
        {
            string package = reference.Attribute("Include")!.Value;
            reference.SetAttributeValue("Version", Repository.Packages.Contains(package) ? feed.Version : Repository.VersionOf(package));
        }

        project.Save(path);
    }

    static string FirstBlock(string package) =>
        CodeBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "src", package, "README.md"))).Groups["code"].Value;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
