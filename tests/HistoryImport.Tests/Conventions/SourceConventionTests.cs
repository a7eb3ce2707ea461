namespace HistoryImport.Tests;

public class SourceConventionTests
{
    public static TheoryData<string> Assemblies => Product.Names;

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Files_AreShort(string assembly) => Violations.None(SourceRules.TooLong(Product.Sources(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Files_HoldOnePublicTypeNamedLikeThem(string assembly) =>
        Violations.None(SourceRules.SeveralPublicTypes(Product.Sources(assembly)).Concat(SourceRules.Misnamed(Product.Sources(assembly))));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Files_WriteNothingBanned(string assembly) => Violations.None(SourceRules.Banned(Product.Sources(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Files_ReturnPooledBuffersCleared(string assembly) => Violations.None(SourceRules.ReturnedUncleared(Product.Sources(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Sources_AreFound(string assembly)
    {
        // Rules over no files would hold for ever.
        string[] files = [.. Product.Sources(assembly).Select(file => Path.GetFileNameWithoutExtension(file.Path))];

        Assert.All(
            Product.Get(assembly).GetExportedTypes().Where(type => !type.IsNested),
            type => Assert.Contains(files, file => file == SurfaceTypes.Plain(type) || file.StartsWith(SurfaceTypes.Plain(type) + ".", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("namespace A;\npublic sealed class X;\npublic sealed class Y;\n", "holds X and Y")]
    [InlineData("namespace A;\npublic readonly record struct X(int A);\npublic enum Y { }\n", "holds X and Y")]
    [InlineData("namespace A;\npublic static partial class X;\npublic delegate void Y();\n", "holds X and Y")]
    [InlineData("namespace A;\npublic interface Y;\n", "name the file after it")]
    [InlineData("namespace A;\nsealed class X { long now = DateTime.UtcNow.Ticks; }\n", "X.cs:2 writes DateTime.UtcNow")]
    [InlineData("namespace A;\nsealed class X { TimeProvider clock = TimeProvider.System; }\n", "writes TimeProvider.System")]
    [InlineData("namespace A;\n// TODO\n", "writes TODO")]
    [InlineData("namespace A;\nsealed class X { void M() => ArrayPool<byte>.Shared.Return(buffer); }\n", "X.cs:2 returns a buffer")]
    [InlineData("namespace A;\nsealed class X { ArrayPool<byte> _pool; void M() => _pool.Return(buffer, clearArray: false); }\n", "X.cs:2 returns a buffer")]
    public void Rules_Violated_SaySo(string text, string complaint) => Assert.Contains(complaint, Assert.Single(In(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("namespace A;\n\npublic sealed class X\n{\n    public enum Inner { }\n}\n\nsealed class Helper;\n")]
    [InlineData("namespace A;\nsealed class X { void M() => ArrayPool<byte>.Shared.Return(buffer, clearArray: true); }\n")]
    [InlineData("namespace A;\nsealed class X { void M() => services.TryAddSingleton(TimeProvider.System); }\n")]
    public void Rules_Kept_AreSilent(string text) => Assert.Empty(In(text));

    [Fact]
    public void Rules_LongFile_SaySo()
    {
        string allowed = "namespace A;\n" + new string('\n', 299);

        Assert.Empty(In(allowed));
        Assert.Contains("301 lines", Assert.Single(In(allowed + "\n")), StringComparison.Ordinal);
    }

    static string[] In(string text)
    {
        SourceFile[] files = [new("src/A/X.cs", text)];
        string[] several = [.. SourceRules.SeveralPublicTypes(files)];
        return
        [
            .. SourceRules.TooLong(files),
            .. several,
            .. several.Length == 0 ? SourceRules.Misnamed(files) : [],
            .. SourceRules.Banned(files),
            .. SourceRules.ReturnedUncleared(files),
        ];
    }
}
