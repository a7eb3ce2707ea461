using System.Globalization;

namespace HistoryImport.Tests.Fetching;

public sealed class FetchEndSentenceTests
{
    public static TheoryData<FetchEnd> Ends => [.. Enum.GetValues<FetchEnd>()];

    [Theory]
    [MemberData(nameof(Ends))]
    public void ToSentence_EveryEnd_HasOneInBothLanguagesAsThePageSays(FetchEnd end)
    {
        string page = File.ReadAllText(Path.Combine(Product.RepositoryRoot, "docs", "one-ticket.md"));

        Assert.Contains($"| `{end}` | {end.ToSentence("en")} | {end.ToSentence("pt-BR")} |", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pt", true)]
    [InlineData("PT-pt", true)]
    [InlineData("pt_BR", true)]
    [InlineData("ptolemaic", false)]
    [InlineData("de", false)]
    [InlineData("", false)]
    public void ToSentence_AnyTag_IsPortugueseOrEnglish(string language, bool isPortuguese) =>
        Assert.Equal(FetchEnd.Covered.ToSentence(isPortuguese ? "pt" : "en"), FetchEnd.Covered.ToSentence(language));

    [Fact]
    public void ToSentence_Culture_IsAskedForItsName() => Assert.Equal(FetchEnd.Exhausted.ToSentence("en"), FetchEnd.Exhausted.ToSentence(CultureInfo.InvariantCulture));

    [Fact]
    public void ToSentence_EndOfANewerVersion_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ((FetchEnd)999).ToSentence("en"));
}
