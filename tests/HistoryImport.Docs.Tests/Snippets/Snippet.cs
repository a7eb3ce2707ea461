using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HistoryImport.Docs.Tests.Snippets;

/// <summary>Compiles what a page shows, within a frame that stands for a reader's own code.</summary>
static class Snippet
{
    static readonly MetadataReference[] _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    static readonly CSharpParseOptions _language = new(LanguageVersion.Preview);

    static readonly SyntaxTree _frame = Parse(ReadFrame());

    /// <summary>Compiles it.</summary>
    /// <returns>The errors.</returns>
    public static IReadOnlyList<Diagnostic> Compile(string code)
    {
        SyntaxTree tree = Parse(code.Replace("=> …;", "=> default!;", StringComparison.Ordinal));
        var unit = (CompilationUnitSyntax)tree.GetRoot();
        List<GlobalStatementSyntax> statements = [.. unit.Members.OfType<GlobalStatementSyntax>()];
        if (statements.Any(statement => statement.Statement is ReturnStatementSyntax))
        {
            // It is the body of a method of theirs.
            tree = Parse($"static class Body {{ static UpsertOutcome Upsert(MessageUpsert item) {{\n{code}\n}} }}");
            statements = [];
        }

        var options = new CSharpCompilationOptions(
            statements.Count > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return
        [
            .. CSharpCompilation.Create("Snippet", [tree, _frame], _references, options).GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
        ];
    }

    static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, _language);

    static string ReadFrame()
    {
        using var reader = new StreamReader(typeof(Snippet).Assembly.GetManifestResourceStream("Frame.cs")!);
        return reader.ReadToEnd();
    }
}
