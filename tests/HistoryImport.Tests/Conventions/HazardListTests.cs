namespace HistoryImport.Tests;

public class HazardListTests
{
    static readonly HashSet<string> _tests = ["SomeTests.Method_State_Expectation"];

    static string Document => File.ReadAllText(Path.Combine(Product.RepositoryRoot, "docs", "design", "hazards.md"));

    [Fact]
    public void Hazards_Covered_HaveARow() => Violations.None(HazardList.NotListed(Document, HazardList.Covered).Concat(HazardList.ListedTwice(Document)));

    [Fact]
    public void Hazards_Listed_NameATestOrSayWhyNot() => Violations.None(HazardList.WithoutProof(Document));

    [Fact]
    public void Hazards_NamedTests_Exist() =>
        Violations.None(HazardList.UnknownTests(Document, HazardList.Tests(Product.TestFolders)));

    [Theory]
    [InlineData("| H-01 | some hazard | something else | `SomeTests.Method_State_Expectation` |", 0)]
    [InlineData("| H-01 | some hazard | something else | cannot occur: no such API |", 0)]
    [InlineData("| H-01 | some hazard | something else | `SomeTests.Method_State_Other` |", 1)]
    [InlineData("| H-01 | some hazard | something else | because we say so |", 1)]
    [InlineData("| H-01 | some hazard | `SomeTests.Method_State_Expectation` |", 1)]
    [InlineData("| H-02 | some hazard | something else | `SomeTests.Method_State_Expectation` |", 1)]
    [InlineData("H-01 `SomeTests.Method_State_Expectation`", 1)]
    public void Rules_OneRow_SaySoIfViolated(string row, int violations)
    {
        string document = $"# Hazards\n\n| | | | |\n|---|---|---|---|\n{row}\n";

        Assert.Equal(violations, HazardList.NotListed(document, [1]).Concat(HazardList.WithoutProof(document)).Concat(HazardList.UnknownTests(document, _tests)).Count());
    }

    [Fact]
    public void Rules_SameNumberTwice_SaySo() => Assert.Single(HazardList.ListedTwice("| H-01 | a |\n| H-01 | b |\n| H-02 | c |\n"));

    [Fact]
    public void TestsIn_Source_AreThoseWithTheAttribute() => Assert.Equal(
        ["A.One_X_Y", "A.Two_X_Y"],
        HazardList.TestsIn(
            """
            namespace N;

            public sealed class A
            {
                [Fact]
                public void One_X_Y() => Assert.True(true);

                [Theory]
                [InlineData("]")]
                public async Task Two_X_Y(string text)
                {
                }

                public void Three_X_Y()
                {
                }
            }
            """.ReplaceLineEndings("\n")));
}
