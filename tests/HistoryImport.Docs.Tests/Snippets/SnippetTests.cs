using HistoryImport.Docs.Tests.Pages;
using Microsoft.CodeAnalysis;

namespace HistoryImport.Docs.Tests.Snippets;

/// <summary>Whatever a page shows of C# is compiled.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string, int> Blocks =>
        [.. Page.All.SelectMany(page => page.Blocks("csharp").Select(block => new TheoryDataRow<string, int>(page.Path, block.Line)))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_OfEachPage_Compiles(string path, int line)
    {
        string code = Page.All.Single(page => page.Path == path).Blocks("csharp").Single(block => block.Line == line).Code;

        Assert.Empty(Snippet.Compile(code).Select(error => $"{path}:{line + error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.GetMessage(null)}"));
    }

    [Fact]
    public void Compile_WhatIsNotThere_IsAnError() =>
        Assert.Contains(Snippet.Compile("services.AddHistoryImport().UseOracle();"), error => error.Severity == DiagnosticSeverity.Error);
}
