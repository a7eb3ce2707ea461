namespace HistoryImport.WhatsApp.Tests.Json;

/// <summary>Runs alone, because it measures memory.</summary>
[CollectionDefinition(nameof(HugeJsonTests), DisableParallelization = true)]
[Collection(nameof(HugeJsonTests))]
public class HugeJsonTests
{
    const string Good = """{"key":{"id":"G"},"message":{"conversation":"g"}}""";

    [Theory]
    [InlineData("{\"messages\":[", "", 0, "]}", 0, 0)]
    [InlineData("{\"x\":", "[", 2_000_000, "", 0, 0, true)]
    [InlineData("{\"messages\":[],\"x\":\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 1_000_000, "\",\"messages\":[GOOD]}", 1, 0)]
    [InlineData("{\"messages\":[{\"key\":{\"id\":\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 1_000_000, "\"}},GOOD]}", 1, 1)]
    [InlineData("{\"messages\":[{\"key\":", "{\"a\":", 1_000_000, "", 0, 1, true)]
    [InlineData("{\"messages\":[", "GOOD,", 100_000, "GOOD]}", 100_001, 0)]
    [InlineData("{\"messages\":[GOOD],", "\"aaaaaaaaaaaaaaaa\":1,", 3_000_000, "\"z\":1}", 1, 1)]
    [InlineData("{", "\"aaaaaaaaaaaaaaaa\":1,", 3_000_000, "\"messages\":[GOOD]}", 1, 1)]
    [InlineData("[{", "\"aaaaaaaaaaaaaaaa\":1,", 3_000_000, "\"messages\":[]},GOOD]", 1, 1)]
    [InlineData("{\"messages\":[GOOD],\"", "name", 10_000_000, "\":1}", 1, 1)]
    [InlineData("{\"messages\":[GOOD]}", "\n", 20_000_000, "", 1, 0)]
    public async Task Decode_HugeInput_FlatMemory(string head, string piece, int times, string tail, int messages, int problems, bool isBroken = false)
    {
        const long MostBytes = 64 * 1024 * 1024;
        var options = new HistoryDecoderOptions { MaxMessageBytes = 1024 * 1024 };
        string Fill(string text) => text.Replace("GOOD", Good, StringComparison.Ordinal);
        using var stream = new GeneratedStream(Fill(head), Fill(piece), times, Fill(tail));
        long read = 0;
        long bad = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        bool failed = false;
        try
        {
            await foreach (HistorySet part in new HistoryDecoder(options).DecodeAsync(stream))
            {
                read += part.Messages.Count;
                bad += part.Problems.Count;
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - before);
            }
        }
        catch (HistoryFormatException)
        {
            failed = true;
        }

        Assert.Equal((messages, problems, isBroken), ((int)read, (int)bad, failed));
        Assert.InRange(Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before), long.MinValue, MostBytes);
    }

    [Fact]
    public async Task Decode_MediaOfManyMegabytes_FlatMemory()
    {
        string head = $$"""[{{Good}},{"key":{"id":"A"},"message":{"imageMessage":{"caption":"c"},"base64":"{{new string('Q', 512)}}""";
        using var stream = new GeneratedStream(head, new string('Q', 64), 1_000_000, "\"}}," + Good + "]");
        long before = GC.GetTotalMemory(forceFullCollection: true);

        List<HistorySet> parts = await Decode.AllAsync(stream, new HistoryDecoderOptions { MaxMessageBytes = 1024 * 1024 });

        Assert.Equal(["G", "A", "G"], Decode.Messages(parts).Select(read => read.Id));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, 32 * 1024 * 1024);
    }
}
