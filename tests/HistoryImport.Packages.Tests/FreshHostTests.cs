using System.Text.Json;
using HistoryImport.Packages.Tests.Support;

namespace HistoryImport.Packages.Tests;

/// <summary>A host outside of this repository, which has its packages only, is built and run.</summary>
public sealed class FreshHostTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    [Fact]
    public async Task Host_OfPackagesOnly_ImportsTestsAndReports()
    {
        var host = new FreshHost(feed);
        await host.BuildAsync();

        string printed = await host.RunAsync("Host", Path.Combine(feed.Outside, "history.db"));
        Assert.Contains("own store: Completed, 1 row", printed, StringComparison.Ordinal);
        Assert.Contains("SQLite: Completed, 1 row", printed, StringComparison.Ordinal);
        Assert.Contains("media: 0, O arquivo", printed, StringComparison.Ordinal);
        Assert.Contains("read back: Failed, The desk is closed.", printed, StringComparison.Ordinal);
        Assert.Contains("the same: True", printed, StringComparison.Ordinal);
        Assert.Contains("own log: HistoryImport", printed, StringComparison.Ordinal);

        string tested = await host.RunAsync("HostTests");
        Assert.Contains("Errors: 0, Failed: 0", tested, StringComparison.Ordinal);
        Assert.Contains("The store does not support: Join.", tested, StringComparison.Ordinal);
        Assert.Matches(@"Total: \d{3},", tested);
    }

    [Fact]
    public async Task Packages_Each_SayWhatTheyAreAndWhereTheyComeFromNot()
    {
        foreach (string package in Repository.Packages)
        {
            var contents = await PackageContents.ReadAsync(feed.PathOf(package));
            Assert.Equal((package, feed.Version, "MIT"), (contents.Id, contents.Version, contents.License));
            Assert.True(contents.Description.Length > 30, $"{package} does not say what it is.");
            Assert.StartsWith("# ", contents.Readme, StringComparison.Ordinal);
            Assert.Contains(contents.Icon, contents.Files);
            Assert.EndsWith("/CHANGELOG.md", contents.ReleaseNotes, StringComparison.Ordinal);
            Assert.StartsWith("https://", contents.ProjectUrl, StringComparison.Ordinal);
            Assert.Contains("whatsapp", contents.Tags, StringComparison.Ordinal);
            Assert.DoesNotContain(Repository.Root, contents.Machine, StringComparison.Ordinal);
            Assert.True(package.EndsWith(".Cli", StringComparison.Ordinal) || contents.Files.Contains($"lib/net10.0/{package}.xml"), $"{package} has no documentation.");
        }
    }

    [Fact]
    public async Task Packages_TheTool_BringsOnlyLibrariesOfSystemsThatRunIt()
    {
        string path = feed.PathOf("HistoryImport.Cli");
        var contents = await PackageContents.ReadAsync(path);

        Assert.DoesNotContain(contents.Files, file => file.Contains("/runtimes/ios", StringComparison.Ordinal) || file.Contains("/runtimes/android", StringComparison.Ordinal));
        foreach (string system in (string[])["win-x64", "win-arm64", "linux-x64", "linux-arm64", "linux-musl-x64", "osx-x64", "osx-arm64"])
        {
            Assert.Contains(contents.Files, file => file.Contains($"/runtimes/{system}/native/", StringComparison.Ordinal));
        }

        Assert.InRange(new FileInfo(path).Length, 1_000_000, 18_500_000);
    }

    [Fact]
    public void Versions_OfEverythingThatIsReleased_AreOneAndStandInTheChangelog()
    {
        string changelog = File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"));
        using JsonDocument bridge = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "src", "history-import-bridge", "package.json")));

        Assert.Equal(Repository.VersionPrefix, bridge.RootElement.GetProperty("version").GetString());
        Assert.StartsWith($"## {Repository.VersionPrefix}\n", changelog[changelog.IndexOf("## ", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }
}
