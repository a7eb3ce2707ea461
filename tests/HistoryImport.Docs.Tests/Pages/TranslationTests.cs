namespace HistoryImport.Docs.Tests.Pages;

/// <summary>What is told in Portuguese is what is told in English.</summary>
public sealed class TranslationTests
{
    public static TheoryData<string> Paths => [.. Page.HowTos.Select(page => page.Path), "README.md"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Translation_OfEachHowTo_HasItsHeadingsAndItsCode(string path)
    {
        Page page = Page.All.Single(page => page.Path == path);
        Page? translation = Page.All.SingleOrDefault(one => one.Path == page.Translation);

        Assert.True(translation is not null, $"{path} is not there in Portuguese: {page.Translation}.");
        Assert.Equal(page.Headings.Select(heading => heading.Level), translation.Headings.Select(heading => heading.Level));
        Assert.Equal(Code(page), Code(translation));
    }

    [Fact]
    public void Translations_Each_HaveAnOriginal() => Assert.All(
        Page.All.Where(page => page.Path.StartsWith(Path.Combine("docs", "pt-BR"), StringComparison.Ordinal)),
        page => Assert.Contains(Page.HowTos, original => original.Translation == page.Path));

    static IEnumerable<string> Code(Page page) =>
        ((string[])["csharp", "sh", "js", "json", "sql", ""]).SelectMany(language => page.Blocks(language).Select(block => block.Code));
}
