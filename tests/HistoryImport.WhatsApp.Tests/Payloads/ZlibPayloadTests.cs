using System.IO.Compression;
using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests.Payloads;

public class ZlibPayloadTests
{
    static byte[] Blob(int messages = 50) =>
        Decode.Zlib(Decode.SetOf(Enumerable.Range(0, messages).Select(i => Decode.Text($"{i}", $"text {i * 7919}")).ToArray()).ToByteArray());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Decode_Whole_Messages(int messages)
    {
        Assert.Equal(messages, Decode.Messages(await Decode.AllAsync(Blob(messages))).Count);
        Assert.Equal(messages, Decode.Messages(await Decode.AllAsync(new DribbleStream(Blob(messages)))).Count);
    }

    [Fact]
    public async Task Decode_TruncatedAnywhere_RefusedWhole()
    {
        byte[] blob = Blob();
        for (int length = 1; length < blob.Length; length++)
        {
            (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(blob[..length]);

            Assert.Empty(parts);
            Assert.NotNull(failure);
        }
    }

    [Fact]
    public async Task Decode_AnyBitFlipped_RefusedWhole()
    {
        byte[] blob = Blob();
        int harmless = 0;
        for (int bit = 0; bit < blob.Length * 8; bit++)
        {
            byte[] flipped = (byte[])blob.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);

            (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(flipped);

            // Between the last block and the checksum up to seven bits mean nothing.
            harmless += failure is null ? 1 : 0;
            Assert.Equal(failure is null ? 50 : 0, Decode.Messages(parts).Count);
        }

        Assert.InRange(harmless, 0, 7);
    }

    [Fact]
    public async Task Decode_MoreBehindTheChecksum_RefusedWhole()
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync([.. Blob(), 0]);

        Assert.Empty(parts);
        Assert.Contains("checksum", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_Bomb_RefusedAtTheCap()
    {
        using var zipped = new MemoryStream();
        using (var deflater = new ZLibStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 256; i++)
            {
                deflater.Write(zeros);
            }
        }

        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(zipped.ToArray());

        Assert.Empty(parts);
        Assert.Contains("67108864", failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public async Task Decode_AnyLevel_Messages(CompressionLevel level)
    {
        using var zipped = new MemoryStream();
        using (var deflater = new ZLibStream(zipped, level, leaveOpen: true))
        {
            deflater.Write(new HistorySync { SyncType = 4, Pushnames = { new Pushname { Id = "1@lid", Pushname_ = "p" } } }.ToByteArray());
        }

        Assert.Single(Assert.Single(await Decode.AllAsync(zipped.ToArray())).Contacts);
    }

    [Fact]
    public void Compute_AnyData_AsZlib()
    {
        var random = new Random(1);
        foreach (int length in new[] { 0, 1, 5551, 5552, 5553, 100_000 })
        {
            byte[] data = new byte[length];
            random.NextBytes(data);
            data.AsSpan(0, length / 2).Fill(0xFF);
            byte[] zipped = Decode.Zlib(data);
            Assert.Equal(length == 0 ? 1 : Decode.ChecksumOf(zipped), Adler32.Compute(data));
        }
    }
}
