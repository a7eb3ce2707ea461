namespace HistoryImport.Docs.Tests.Pages;

/// <summary>No link leads nowhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Paths => [.. Page.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Links_OfEachPage_LeadSomewhere(string path)
    {
        Page page = Page.All.Single(page => page.Path == path);
        foreach (string link in page.Links)
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? path : Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString(parts[0])));
            Assert.True(Page.Exists(target), $"{path} links to {link}, which is not there.");
            if (parts.Length > 1 && Page.All.SingleOrDefault(page => page.Path == target) is { } other)
            {
                Assert.True(other.Headings.Any(heading => Page.Anchor(heading.Heading) == parts[1]), $"{path} links to {link}, a heading that is not there.");
            }
        }
    }
}
