using System.Reflection;
using HistoryImport.WhatsApp;

namespace HistoryImport.Cli.Tests.Import;

public sealed class ImportReportTests
{
    static readonly ImportResult _result = new()
    {
        Outcome = ImportOutcome.Completed,
        Reason = "Everything that was there has been imported.",
        Counts = new ImportCounts { Read = 1_250_000_000, Inserted = 1_000_000_000, Updated = 12_345_678, Duplicates = 12_345_678, Folded = 12_345_678, Filtered = 12_345_678 },
        FilteredBy = new Dictionary<string, long> { ["poll-vote"] = 7, ["album"] = 5, ["status"] = 11, ["of-tomorrow"] = 1 },
        Chats = [.. Enumerable.Range(0, 25).Select(i => new ChatImport(
            Jid.Parse($"{5511900000000 + i}@s.whatsapp.net"), 1_000_000 + i, 3, new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero)))],
        Limitations = ["The store cannot do something that takes a long sentence to say, which is why this sentence is so long."],
    };

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(42)]
    public void Write_ALineOfThatWidth_FitsIntoIt(int width) => Assert.All(Lines(verbose: false, width), line => Assert.True(line.Length <= width, line));

    [Fact]
    public void Write_LeftOut_TellsItInWordsAndSumsThem()
    {
        string[] lines = Lines(verbose: false, 80);

        Assert.Equal(
            ["       12 left out: signals of WhatsApp itself: keys, votes, pins, settings",
                "       11 left out: status updates, channels and other places that are no chat",
                "        1 left out: of-tomorrow"],
            lines.Where(line => line.Contains("left out:", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("poll-vote", StringComparison.Ordinal));
        Assert.Contains("  … and 5 more chats", lines);
    }

    [Fact]
    public void Write_Verbose_NamesEveryCodeAndChat()
    {
        string[] lines = Lines(verbose: true, 80);

        Assert.Contains("        7 poll-vote: a vote in a poll", lines);
        Assert.Equal(25, lines.Count(line => line.EndsWith("2024-01-02 – 2026-03-04", StringComparison.Ordinal)));
    }

    [Fact]
    public void MeaningOf_EveryCodeOfLibraryAndDecoder_IsThere()
    {
        string[] codes = [.. CodesOf(typeof(ImportResult).Assembly, "HistoryImport.FilterReasons"), .. CodesOf(typeof(HistoryDecoder).Assembly, "HistoryImport.WhatsApp.NoiseWords")];

        Assert.True(codes.Length > 30);
        Assert.All(codes, code => Assert.True(FilterWords.MeaningOf(code).Length > 0, code));
    }

    static IEnumerable<string> CodesOf(Assembly assembly, string type) =>
        assembly.GetType(type, throwOnError: true)!.GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!);

    static string[] Lines(bool verbose, int width)
    {
        var output = new StringWriter();
        ImportReport.Write(output, _result, json: false, verbose, width);
        return output.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
