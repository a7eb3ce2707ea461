namespace HistoryImport.Tests;

static class Violations
{
    /// <summary>Fails with every violation in full; xunit would cut them short.</summary>
    public static void None(IEnumerable<string> violations)
    {
        string text = string.Join(Environment.NewLine, violations);
        Assert.True(text.Length == 0, text);
    }
}
