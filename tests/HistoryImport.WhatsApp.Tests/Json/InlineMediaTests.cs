using System.Text;

namespace HistoryImport.WhatsApp.Tests.Json;

/// <summary>A message whose media stand in it loses the media, not the message.</summary>
public class InlineMediaTests
{
    const string Good = """{"key":{"id":"G"},"message":{"conversation":"g"}}""";
    static readonly string _base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => i * 7919 % 10007))));
    static readonly string _numbers = string.Join(',', Enumerable.Range(0, 4000).Select(i => i % 256));
    static readonly string _numbered = string.Join(',', Enumerable.Range(0, 4000).Select(i => $"\"{i}\":{i % 256}"));

    public static TheoryData<string> Messages() =>
    [
        $$$$$$"""{"key":{"id":"A"},"message":{"imageMessage":{"caption":"c"},"base64":"{{{{{{_base64}}}}}}"},"pushName":"Ann"}""",
        $$$$$$"""{"message":{"base64":"{{{{{{_base64}}}}}}","imageMessage":{"caption":"c"}},"key":{"id":"A"},"pushName":"Ann"}""",
        $$$$$$"""{"key":{"id":"A"},"message":{"imageMessage":{"jpegThumbnail":"{{{{{{_base64.Replace("/", "\\/", StringComparison.Ordinal)}}}}}}","caption":"c"}},"pushName":"Ann"}""",
        $$$$$$"""{"key":{"id":"A"},"message":{"imageMessage":{"jpegThumbnail":{"type":"Buffer","data":[{{{{{{_numbers}}}}}}]},"caption":"c"}},"pushName":"Ann"}""",
        $$$$$$"""{"key":{"id":"A"},"message":{"imageMessage":{"jpegThumbnail":{ {{{{{{_numbered}}}}}} },"caption":"c"}},"pushName":"Ann"}""",
        $$$$$$"""{"key":{"id":"A"},"pushName":"Ann","message":{"imageMessage":{"caption":"c"}},"media":{"data":"data:image/jpeg;base64,{{{{{{_base64}}}}}}"},"file":"{{{{{{_base64}}}}}}"}""",
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Decode_MediaInAMessage_AreLeftOutAndTheMessageIsKept(string message)
    {
        byte[] payload = Encoding.UTF8.GetBytes($"[{Good},{message},{Good}]");
        Assert.True(message.Length > Decode.Small.MaxMessageBytes);
        foreach (Stream stream in new Stream[] { new MemoryStream(payload), new DribbleStream(payload) })
        {
            List<HistorySet> parts = await Decode.AllAsync(stream, Decode.Small);

            Assert.Equal(["G", "A", "G"], Decode.Messages(parts).Select(read => read.Id));
            HistoryMessage read = Decode.Messages(parts)[1];
            Assert.Equal((MessageKind.Image, "c", "Ann"), (read.Content!.Kind, read.Content.Body, read.PushName));
            DecodeProblem problem = Assert.Single(Decode.Problems(parts));
            Assert.True(problem.IsKept);
            Assert.Contains("MaxMessageBytes", problem.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Decode_WordsThatAreTooMany_AreAProblem()
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$"""[{"key":{"id":"A"},"message":{"conversation":"{{{_base64}}}"}},{{{Good}}}]""", Decode.Small);

        Assert.Equal("G", Assert.Single(Decode.Messages(parts)).Id);
        Assert.False(Assert.Single(Decode.Problems(parts)).IsKept);
    }
}
