namespace HistoryImport.Tests;

public class PublicSurfaceTests
{
    const string Accept = "HISTORYIMPORT_APPROVE";

    public static TheoryData<string> Assemblies => Product.Names;

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicSurface_IsTheApprovedOne(string assembly)
    {
        string path = Path.Combine(Product.RepositoryRoot, "tests", "HistoryImport.Tests", "Conventions", "Approved", assembly + ".txt");
        string surface = PublicSurface.Of(Product.Get(assembly).GetExportedTypes());
        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (surface == approved)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, surface);
            return;
        }

        Assert.Fail($"""
            The public surface of {assembly} is not the approved one. If that is wanted, run this test again with the environment
            variable {Accept}=1, which rewrites Conventions/Approved/{assembly}.txt, and commit that file with the change.
            {Difference(approved, surface)}
            """);
    }

    [Fact]
    public void Of_SampleTypes_ReadsLikeCSharp() => Assert.Equal(
        """
        namespace HistoryImport.Tests;

        public sealed record SurfaceSample : IDisposable
        {
            public const int Max = 5;
            public SurfaceSample(string name);
            public required IReadOnlyList<string?> Items { get; init; }
            public string? Name { get; }
            public long? Size { get; init; }
            public void Dispose();
            public static bool TryFind<T>(Dictionary<string, T?> all, string? key, out T? found) where T : class;
            public static SurfaceSample operator +(SurfaceSample left, SurfaceSample right);
        }

        """.ReplaceLineEndings("\n"),
        PublicSurface.Of([typeof(SurfaceSample)]));

    [Fact]
    public void Difference_ChangedLines_AreNamedWithTheirType()
    {
        const string Before = "public class A\n{\n    int X;\n}\npublic class B\n{\n    int X;\n}\n";
        const string After = "public class A\n{\n    int X;\n}\npublic class B\n{\n    int Y;\n}\n";

        Assert.Equal("- public class B: int X;\n+ public class B: int Y;", Difference(Before, After));
    }

    static string Difference(string approved, string surface)
    {
        string[] before = Qualified(approved);
        string[] after = Qualified(surface);
        return string.Join('\n', before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")));
    }

    // A member may read alike in two types.
    static string[] Qualified(string surface)
    {
        var lines = new List<string>();
        string type = "";
        foreach (string line in surface.Split('\n').Where(line => line.Trim() is not ("" or "{" or "}")))
        {
            bool isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            lines.Add(isMember ? $"{type}: {line.Trim()}" : line);
        }

        return [.. lines];
    }
}
