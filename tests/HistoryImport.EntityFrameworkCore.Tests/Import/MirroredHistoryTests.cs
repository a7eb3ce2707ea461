using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Import;

/// <summary>Whole histories into our own tables, and beside them into a host's.</summary>
public sealed class MirroredHistoryTests
{
    [Theory]
    [MemberData(nameof(SampleHistoryTests.Orders), MemberType = typeof(SampleHistoryTests))]
    public async Task Import_ShuffledAndRepeated_GivesTheTruthHereAndThere(bool isPostgreSql, string folder, int seed)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        var random = new Random(seed);
        string[] files = [.. Directory.GetFiles(Truth.Folder(folder)).Order(StringComparer.Ordinal)];
        random.Shuffle(files);
        await using ServiceProvider host = await MirrorHost.CreateAsync(database, configure: options => options.BatchSize = 50);

        await host.ImportAsync(files.Concat(files.Take(3)), random);

        Assert.Equal(Truth.Rows, (await host.ExportAsync()).Select(Truth.Text));
        Assert.True((await host.AssertMirroredAsync(database)).Count > Truth.Rows.Count);
    }
}
