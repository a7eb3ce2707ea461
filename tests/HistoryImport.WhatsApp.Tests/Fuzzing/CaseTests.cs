namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>What fuzzing found once, reduced, each with one message that was the trouble and one, "G", that was not; and what takes it far.</summary>
public class CaseTests
{
    public static TheoryData<string> Cases => [.. Samples.Cases().Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Decode_CaseFoundOnce_OnlyTheDocumentedExceptionAndTheRest(string name)
    {
        byte[] payload = await File.ReadAllBytesAsync(Samples.Cases().Single(file => Path.GetFileName(file) == name));

        (List<HistorySet> parts, _) = await Decode.TryAllAsync(payload, Decode.Small);

        Assert.Contains(Decode.Messages(parts), message => message.Id == "G");
        await using var pipeline = new FuzzPipeline();
        foreach (HistorySet part in parts)
        {
            await pipeline.ReceiveAsync(part);
        }

        await pipeline.ImportAsync();
    }

    [Theory]
    [InlineData("protobuf")]
    [InlineData("json")]
    public async Task Decode_KeptByCoverage_OnlyTheDocumentedException(string format)
    {
        byte[][] payloads = Samples.Kept(format);
        Assert.NotEmpty(payloads);
        await using var pipeline = new FuzzPipeline();
        foreach (byte[] payload in payloads)
        {
            await PayloadCheck.RunAsync(payload, int.MaxValue, new HistoryDecoderOptions(), pipeline.ReceiveAsync);
            await PayloadCheck.RunAsync(payload, 7, Decode.Small, pipeline.ReceiveAsync);
        }

        await pipeline.ImportAsync();
    }
}
