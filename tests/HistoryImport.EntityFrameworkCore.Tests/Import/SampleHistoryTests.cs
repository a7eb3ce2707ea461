using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Import;

/// <summary>A whole history through a context of a host: the library's rows and the host's are what they must be, whatever the order.</summary>
public sealed class SampleHistoryTests
{
    public static TheoryData<bool, string, int> Orders => new() { { false, "history", 1 }, { false, "history-json", 2 }, { true, "history", 3 }, { true, "history-json", 4 } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Import_ShuffledAndRepeated_GivesTheTruth(bool isPostgreSql, string folder, int seed)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        var random = new Random(seed);
        string[] files = [.. Directory.GetFiles(Truth.Folder(folder)).Order(StringComparer.Ordinal)];
        random.Shuffle(files);
        await using ServiceProvider host = desk.Host(options => options.BatchSize = 50);

        await host.ImportAsync(files.Concat(files.Take(3)), random);

        Assert.Equal(Truth.Rows, (await host.ExportAsync()).Select(Truth.Text));
        Assert.Equal(
            Truth.Messages.Select(Truth.DeskRow).Order(StringComparer.Ordinal),
            (await desk.RowsAsync()).Where(row => row.StartsWith("message ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            Truth.Messages.Select(message => message.Chat).Distinct().Count(), (await desk.RowsAsync()).Count(row => row.StartsWith("conversation ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_WithoutProjection_GivesTheTruthAndLeavesTheHostsTablesAlone(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        await using ServiceProvider host = desk.Host(projects: false);

        await host.ImportAsync(Directory.GetFiles(Truth.Folder("history")), new Random(1));

        Assert.Equal(Truth.Rows, (await host.ExportAsync()).Select(Truth.Text));
        Assert.Empty(await desk.RowsAsync());
    }
}
