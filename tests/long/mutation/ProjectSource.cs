using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace HistoryImport.Mutation;

/// <summary>A project as the compiler is given it, generated sources included, so that one file of it can be changed at a time.</summary>
sealed class ProjectSource
{
    readonly string _root;
    readonly CSharpParseOptions _parse;
    readonly Dictionary<string, SyntaxTree> _trees = [];
    readonly CSharpCompilation _compilation;

    /// <param name="root">The root of the repository.</param>
    /// <param name="arguments">What MSBuild says the compiler is given.</param>
    /// <param name="generated">The folder of the generated sources.</param>
    public ProjectSource(string root, string project, string arguments, string generated)
    {
        _root = root;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(arguments));
        string[] given = [.. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        CSharpCommandLineArguments parsed = CSharpCommandLineParser.Default.Parse(given, Path.Combine(root, project), null);
        _parse = parsed.ParseOptions.WithLanguageVersion(LanguageVersion.Preview).WithDocumentationMode(DocumentationMode.None);
        string[] made = Directory.Exists(generated) ? Directory.GetFiles(generated, "*.cs", SearchOption.AllDirectories) : [];
        foreach (string path in parsed.SourceFiles.Select(file => Path.GetFullPath(file.Path)).Concat(made))
        {
            _trees.Add(path, CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path), Encoding.UTF8), _parse, path));
        }

        _compilation = CSharpCompilation.Create(
            parsed.CompilationName ?? Path.GetFileNameWithoutExtension(parsed.OutputFileName),
            _trees.Values,
            parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            parsed.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithReportSuppressedDiagnostics(false));
        Resources = [.. parsed.ManifestResources];
    }

    public string AssemblyName => _compilation.AssemblyName!;

    IReadOnlyList<ResourceDescription> Resources { get; }

    public IEnumerable<(string File, SyntaxTree Tree)> Files() =>
        _trees.Select(entry => (Path.GetRelativePath(_root, entry.Key).Replace('\\', '/'), entry.Value)).Where(entry => entry.Item1.StartsWith("src/", StringComparison.Ordinal));

    public SourceText TextOf(string file) => _trees[Path.Combine(_root, file)].GetText();

    /// <summary>Compiles the project with one change, or with none.</summary>
    /// <returns>Whether it compiles.</returns>
    public bool TryCompile(Mutant? mutant, string assembly)
    {
        CSharpCompilation changed = _compilation;
        if (mutant is not null)
        {
            SyntaxTree tree = _trees[Path.Combine(_root, mutant.File)];
            changed = changed.ReplaceSyntaxTree(
                tree, tree.WithChangedText(tree.GetText().Replace(new TextSpan(mutant.Start, mutant.Length), mutant.Text)));
        }

        using var output = new MemoryStream();
        EmitResult result = changed.Emit(output, manifestResources: Resources, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        if (mutant is null)
        {
            foreach (Diagnostic error in result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(5))
            {
                Console.Error.WriteLine(error);
            }
        }

        if (result.Success)
        {
            File.WriteAllBytes(assembly, output.ToArray());
        }

        return result.Success;
    }
}
