namespace HistoryImport.Tests;

public class FolderConventionTests
{
    const string Core = "src/HistoryImport";

    /// <summary>What a host sees lies in the folder of the project; what is below it knows neither imports nor hosts.</summary>
    static readonly string[][] _floors =
    [
        [Core + "/Common", Core + "/Identity"],
        [Core + "/Messages"],
        [Core + "/Decoding", Core + "/Export"],
        [Core],
        [Core + "/Diagnostics"],
        [Core + "/Caching", Core + "/State", Core + "/Progress"],
        [Core + "/Storing/Media"],
        [Core + "/Storing"],
        [Core + "/Erasing"],
        [Core + "/Fetching", Core + "/Pipeline/Prepare"],
        [Core + "/Receiving", Core + "/Pipeline/Compare"],
        [Core + "/Pipeline/Write"],
        [Core + "/Pipeline"],
        [Core + "/Running"],
        [Core + "/DependencyInjection"],
    ];

    public static TheoryData<string> Projects => [.. Product.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_PointOneWay(string project) => Violations.None(FolderRules.PointInCircles(Product.Sources(project)));

    [Fact]
    public void Folders_OfTheCore_PointDown() => Violations.None(FolderRules.PointUp(Product.Sources("HistoryImport"), _floors));

    [Fact]
    public void PointInCircles_TwoFoldersUseEachOther_SaysSo()
    {
        SourceFile[] files = [new("src/A/X/One.cs", "sealed class One { Two? _two; }"), new("src/A/Y/Two.cs", "sealed class Two { One? _one; }")];

        Assert.Equal(2, FolderRules.PointInCircles(files).Count());
        Assert.Contains("src/A/X/One.cs uses Two of src/A/Y", FolderRules.PointInCircles(files).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void PointInCircles_ByWayOfAThird_SaysSo() => Assert.Equal(
        3,
        FolderRules.PointInCircles(
        [
            new("src/A/One.cs", "class One { Two? _two; }"), new("src/A/Y/Two.cs", "class Two { Three? _three; }"), new("src/A/Z/Three.cs", "class Three { One? _one; }"),
        ]).Count());

    [Theory]
    [InlineData("sealed class Two { string _text = \"One\"; }")]
    [InlineData("/// <summary>Beside <see cref=\"One\"/>.</summary>\nsealed class Two;")]
    [InlineData("sealed class Two { int _number = Other.One; }")]
    public void PointInCircles_OnlyTheNameStandsThere_IsSilent(string two) =>
        Assert.Empty(FolderRules.PointInCircles([new("src/A/X/One.cs", "sealed class One { Two? _two; }"), new("src/A/Y/Two.cs", two)]));

    [Fact]
    public void PointUp_UsesAHigherFloorOrTheSame_SaysSo()
    {
        SourceFile[] files = [new("src/A/X/One.cs", "sealed class One { Two? _two; }"), new("src/A/Y/Two.cs", "sealed class Two;")];

        Assert.Single(FolderRules.PointUp(files, [["src/A/X"], ["src/A/Y"]]));
        Assert.Single(FolderRules.PointUp(files, [["src/A/X", "src/A/Y"]]));
        Assert.Single(FolderRules.PointUp(files, [["src/A/Y"]]), "src/A/X is on no floor: give it one.");
        Assert.Empty(FolderRules.PointUp(files, [["src/A/Y"], ["src/A/X"]]));
    }
}
