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
            Assert.DoesNotContain(Repository.Root, contents.Machine, StringComparison.Ordinal);
            Assert.True(package.EndsWith(".Cli", StringComparison.Ordinal) || contents.Files.Contains($"lib/net10.0/{package}.xml"), $"{package} has no documentation.");
        }
    }
}
