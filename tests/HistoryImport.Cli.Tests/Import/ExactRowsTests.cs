using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>The rows are exactly what the generator meant, from either encoding.</summary>
public sealed class ExactRowsTests
{
    [Theory]
    [InlineData(1, "protobuf")]
    [InlineData(2, "protobuf")]
    [InlineData(1, "json")]
    [InlineData(2, "json")]
    [InlineData(1, "protobuf", "json")]
    public async Task Import_AnyEncoding_GivesTheTruth(int seed, params string[] encodings)
    {
        History history = History.Small(seed);
        using var scratch = new Scratch();

        ToolResult import = await Tool.RunAsync(["import", .. encodings.Select(PathOf), "--store", scratch.Store, "--json"]);

        Assert.True(import.ExitCode is 0 or 1, import.Error);
        AssertAddsUp(import);
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(scratch));

        string PathOf(string encoding) => encoding == "json" ? history.Json : history.Protobuf;
    }

    [Fact]
    public async Task Import_SecondTime_InsertsAndUpdatesNothing()
    {
        History history = History.Small(1);
        using var scratch = new Scratch();
        await Tool.RunAsync("import", history.Protobuf, "--store", scratch.Store);

        ToolResult again = await Tool.RunAsync("import", history.Protobuf, "--store", scratch.Store, "--json");

        Assert.Equal((0, 0, 0), (again.Count("inserted"), again.Count("updated"), again.Json.GetProperty("chats").GetInt32()));
        Assert.True(again.Count("duplicates") > 0);
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(scratch));
    }

    static void AssertAddsUp(ToolResult import)
    {
        string[] parts = ["invalid", "filtered", "folded", "duplicates", "inserted", "updated", "failed"];
        Assert.Equal(import.Count("read"), parts.Sum(import.Count));
        Assert.Equal(import.Count("filtered"), import.Json.GetProperty("filteredBy").EnumerateObject().Sum(reason => reason.Value.GetInt64()));
    }
}
