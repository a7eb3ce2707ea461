using System.IO.Compression;
using System.Text;
using Google.Protobuf;

namespace HistoryImport.WhatsApp.Tests.Payloads;

/// <summary>A payload is the same whatever it is packed in.</summary>
public class PayloadSourceTests
{
    const string Lines = """
        {"key":{"remoteJid":"1@s.whatsapp.net","id":"A"},"message":{"conversation":"café – 東京 🙂"}}
        {"key":{"remoteJid":"1@s.whatsapp.net","id":"B"},"message":{"conversation":"plain"}}

        """;

    static readonly byte[] _protobuf = Decode.SetOf(Decode.Text("A", "café – 東京 🙂"), Decode.Text("B", "plain")).ToByteArray();

    public static TheoryData<string, byte[]> Packed() => new()
    {
        { "gzip", Gzip(Encoding.UTF8.GetBytes(Lines)) },
        { "two members of gzip", [.. Gzip(Encoding.UTF8.GetBytes(Lines.Split('\n')[0] + "\n")), .. Gzip(Encoding.UTF8.GetBytes(Lines.Split('\n')[1]))] },
        { "gzip in gzip", Gzip(Gzip(Encoding.UTF8.GetBytes(Lines))) },
        { "gzip of protobuf", Gzip(_protobuf) },
        { "gzip of zlib", Gzip(Decode.Zlib(_protobuf)) },
        { "UTF-16", Encoding.Unicode.GetBytes("\uFEFF" + Lines) },
        { "UTF-16, big end first", Encoding.BigEndianUnicode.GetBytes("\uFEFF" + Lines) },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Lines) },
        { "UTF-16, big end first, without a mark", Encoding.BigEndianUnicode.GetBytes(Lines.Trim()) },
        { "gzip of UTF-16", Gzip(Encoding.Unicode.GetBytes("\uFEFF" + Lines)) },
    };

    [Theory]
    [MemberData(nameof(Packed))]
    public async Task Decode_Packed_TheSame(string packing, byte[] payload)
    {
        Assert.NotEmpty(packing);
        foreach (Stream stream in new Stream[] { new MemoryStream(payload), new DribbleStream(payload) })
        {
            List<HistorySet> parts = await Decode.AllAsync(stream);

            Assert.Equal([("A", "café – 東京 🙂"), ("B", "plain")], Decode.Messages(parts).Select(message => (message.Id!, message.Content!.Body)));
            Assert.Empty(Decode.Problems(parts));
        }
    }

    [Fact]
    public async Task Decode_GzipCutOff_ExceptionAndWhatCameBefore()
    {
        byte[] whole = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i =>
            $$$"""{"key":{"id":"{{{i * 7919 % 10007}}}"},"message":{"conversation":"{{{i * 104729 % 1000003}}}"}}{{{"\n"}}}"""))));
        foreach (int length in new[] { whole.Length - 1, whole.Length - 8, whole.Length - 9, whole.Length / 2 })
        {
            (_, HistoryFormatException? failure) = await Decode.TryAllAsync(whole[..length]);

            Assert.Contains("compressed file", failure!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Decode_GzipDamaged_Exception()
    {
        byte[] payload = Gzip(Encoding.UTF8.GetBytes(Lines));
        payload[^6] ^= 0xFF;

        Assert.Contains("compressed file is damaged", (await Decode.TryAllAsync(payload)).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_GzipWithinGzipForEver_Exception()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Lines);
        for (int layer = 0; layer < 10; layer++)
        {
            payload = Gzip(payload);
        }

        Assert.NotNull((await Decode.TryAllAsync(payload)).Failure);
    }

    static byte[] Gzip(byte[] data)
    {
        using var zipped = new MemoryStream();
        using (var deflater = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(data);
        }

        return zipped.ToArray();
    }
}
