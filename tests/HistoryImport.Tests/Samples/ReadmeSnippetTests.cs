namespace HistoryImport.Tests.Samples;

public sealed class ReadmeSnippetTests
{
    [Fact]
    public void TicketHistory_InTheReadme_IsTheCompiledSample() =>
        Assert.Contains($"```csharp\n{Read("samples", "TicketHistory", "Gateway.cs")}```", Read("README.md"), StringComparison.Ordinal);

    [Fact]
    public void FetchEnd_InTheReadme_NamesEachValueInItsOrder() => Assert.Equal(
        Enum.GetNames<FetchEnd>().Where(name => name != nameof(FetchEnd.Unknown)), // no run ends so
        from line in Read("README.md").Split('\n')
        let cells = line.Split('|')
        where cells.Length == 5 && Enum.GetNames<FetchEnd>().Contains(cells[1].Trim(' ', '`'))
        select cells[1].Trim(' ', '`'));

    static string Read(params string[] path) => File.ReadAllText(Path.Combine([Product.RepositoryRoot, .. path]));
}
