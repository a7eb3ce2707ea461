using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>Memory is bounded by options, whatever the size of the history.</summary>
/// <remarks>Reduced sizes by default; HISTORYIMPORT_LONG=1 compares 100 000 messages with 1 000 000 and 10 000 000.</remarks>
[Trait("Size", "Long")]
public sealed class MemoryTests(ITestOutputHelper output)
{
    const int Few = 100_000;
    const double MaxGrowth = 1.3;
    const double MaxMiB = 250;

    static readonly int[] _many = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? [1_000_000, 10_000_000] : [200_000];

    [Fact]
    public Task Import_ManyMessagesAsJson_PeaksAsWithFew() => AssertFlatAsync(SyntheticHistory.WriteJson);

    [Fact]
    public Task Import_ManyMessagesAsProtobuf_PeaksAsWithFew() => AssertFlatAsync(SyntheticHistory.WriteProtobuf);

    [Fact]
    public Task Import_ManyMessagesIntoPostgreSql_PeaksAsWithFew() => AssertFlatAsync(SyntheticHistory.WriteProtobuf, intoPostgreSql: true);

    async Task AssertFlatAsync(Func<Scratch, int, string> write, bool intoPostgreSql = false)
    {
        double few = await PeakAsync(write, Few, intoPostgreSql);
        foreach (int messages in _many)
        {
            double many = await PeakAsync(write, messages, intoPostgreSql);
            output.WriteLine($"{Few} messages: {few:0} MiB. {messages} messages: {many:0} MiB. Growth {many / few:0.00}.");
            Assert.True(many < few * MaxGrowth, $"{many:0} MiB is more than {MaxGrowth} times {few:0} MiB.");
            Assert.True(many < MaxMiB, $"{many:0} MiB is more than {MaxMiB} MiB.");
        }
    }

    static async Task<double> PeakAsync(Func<Scratch, int, string> write, int messages, bool intoPostgreSql)
    {
        using var scratch = new Scratch();
        await using PostgresDatabase? database = intoPostgreSql ? await PostgresDatabase.CreateAsync() : null;
        (ToolResult result, long peak) = await Measured.RunAsync("import", write(scratch, messages), "--store", database?.Store ?? scratch.Store, "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(messages, result.Count("inserted"));
        return peak / (1024.0 * 1024);
    }
}
