using System.Text.Json.Nodes;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>Compares an export with the truth, row for row.</summary>
static class Rows
{
    public static Task<string[]> ExportAsync(Scratch scratch) => ExportAsync(scratch.Store);

    public static async Task<string[]> ExportAsync(string store)
    {
        ToolResult export = await Tool.RunAsync("export", "--store", store);
        Assert.True(export.ExitCode == 0, export.Error);
        return export.Lines;
    }

    public static void AssertSame(string[] expected, string[] actual)
    {
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            Assert.True(Same(expected[i], actual[i]), $"Row {i} differs.\nexpected {expected[i]}\nactual   {actual[i]}");
        }

        Assert.Equal(expected.Length, actual.Length);
    }

    // Two writers of JSON may escape differently; everything else, the order of fields included, is the same.
    static bool Same(string expected, string actual) =>
        expected == actual || JsonNode.Parse(expected)!.ToJsonString() == JsonNode.Parse(actual)!.ToJsonString();
}
