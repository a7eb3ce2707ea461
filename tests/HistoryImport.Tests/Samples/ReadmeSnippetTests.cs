namespace HistoryImport.Tests.Samples;

public sealed class ReadmeSnippetTests
{
    [Fact]
    public void TicketHistory_OnThePageOfTheTicket_IsTheCompiledSample() =>
        Assert.Contains($"```csharp\n{Read("samples", "TicketHistory", "Gateway.cs")}```", Read("docs", "one-ticket.md"), StringComparison.Ordinal);

    static string Read(params string[] path) => File.ReadAllText(Path.Combine([Product.RepositoryRoot, .. path]));
}
