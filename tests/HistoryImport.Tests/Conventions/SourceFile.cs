namespace HistoryImport.Tests;

sealed record SourceFile(string Path, string Text)
{
    public string[] Lines { get; } = Text.Split('\n');
}
