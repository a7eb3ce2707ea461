using System.Text;
using Google.Protobuf;

namespace HistoryImport.WhatsApp.Tests;

public class HistoryDecoderTests
{
    [Theory]
    [InlineData("hello")]
    [InlineData("<html>")]
    public async Task DecodeAsync_NoHistory_Exception(string text)
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(Encoding.UTF8.GetBytes(text));

        Assert.Empty(parts);
        Assert.NotNull(failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF")]
    [InlineData("\u001E\n")]
    public async Task DecodeAsync_Empty_NoHistoryAndNoFault(string text)
    {
        foreach (HistoryFormat format in Enum.GetValues<HistoryFormat>().Where(format => format != HistoryFormat.Protobuf || text.Length == 0))
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var parts = new List<HistorySet>();
            await foreach (HistorySet part in new HistoryDecoder().DecodeAsync(stream, format))
            {
                parts.Add(part);
            }

            HistorySet only = Assert.Single(parts);
            Assert.Equal([KeyValuePair.Create("empty", 1)], only.WithoutHistory);
            Assert.Empty(only.Problems);
        }
    }

    [Fact]
    public void DecodeAsync_UnknownFormat_ArgumentException() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryDecoder().DecodeAsync(Stream.Null, (HistoryFormat)9));

    [Fact]
    public async Task DecodeAsync_ProtobufAsJson_Exception()
    {
        var decoder = new HistoryDecoder();
        using var stream = new MemoryStream(Decode.SetOf(Decode.Text("A", "a")).ToByteArray());

        await Assert.ThrowsAsync<HistoryFormatException>(async () => await decoder.DecodeAsync(stream, HistoryFormat.Json).GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task DecodeAsync_SetLargerThanAPart_LaterPartsSaySo()
    {
        string set = "{\"messages\":[" + string.Join(',', Enumerable.Range(0, 25).Select(i => $"{{\"key\":{{\"id\":\"{i}\"}},\"message\":{{\"conversation\":\"x\"}}}}")) + "]}";
        List<HistorySet> json = await Decode.JsonAsync($"[{set},{set}]", Decode.Small);
        List<HistorySet> protobuf = await Decode.AllAsync(
            Decode.SetOf([.. Enumerable.Range(0, 25).Select(i => Decode.Text($"{i}", "x"))]).ToByteArray(), Decode.Small);

        Assert.Equal([false, true, true, false, true, true], json.Select(part => part.IsContinuation));
        Assert.Equal([false, true, true], protobuf.Select(part => part.IsContinuation));
    }

    [Fact]
    public async Task DecodeProtobufAsync_CompressedOrNot_Messages()
    {
        var decoder = new HistoryDecoder();
        byte[] payload = Decode.SetOf(Decode.Text("A", "a")).ToByteArray();
        foreach (byte[] form in new[] { payload, Decode.Zlib(payload) })
        {
            await foreach (HistorySet part in decoder.DecodeAsync(new MemoryStream(form), HistoryFormat.Protobuf))
            {
                Assert.Equal("A", Assert.Single(part.Messages).Id);
            }
        }
    }

    [Fact]
    public async Task DecodeAsync_ManyAtOnce_EachItsOwn()
    {
        var decoder = new HistoryDecoder(Decode.Small);
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), async (i, cancellationToken) =>
        {
            byte[] payload = i % 2 == 0
                ? Decode.SetOf(Enumerable.Repeat(Decode.Text($"{i}", $"{i}"), 30).ToArray()).ToByteArray()
                : Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat($$$"""{"key":{"id":"{{{i}}}"},"message":{"conversation":"{{{i}}}"}}""", 30)) + "]");
            int count = 0;
            await foreach (HistorySet part in decoder.DecodeAsync(new MemoryStream(payload), cancellationToken: cancellationToken))
            {
                Assert.All(part.Messages, message => Assert.Equal(($"{i}", $"{i}"), (message.Id, message.Content!.Body)));
                count += part.Messages.Count;
            }

            Assert.Equal(30, count);
        });
    }

    [Fact]
    public async Task DecodeAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var stream = new MemoryStream("[]"u8.ToArray());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new HistoryDecoder().DecodeAsync(stream, cancellationToken: cancelled.Token).GetAsyncEnumerator(cancelled.Token).MoveNextAsync());
    }

    [Fact]
    public void DecodeAsync_NoStream_ArgumentNullException() => Assert.Throws<ArgumentNullException>(() => new HistoryDecoder().DecodeAsync(null!));

    [Fact]
    public void Constructor_BadOption_NamesIt()
    {
        Assert.Equal("PartSize", Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryDecoder(new HistoryDecoderOptions { PartSize = 0 })).ParamName);
        Assert.Equal("MaxJsonProperties", Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryDecoder(new HistoryDecoderOptions { MaxJsonProperties = 0 })).ParamName);
        Assert.Equal("MaxJsonDepth", Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryDecoder(new HistoryDecoderOptions { MaxJsonDepth = 5 })).ParamName);
    }

    [Fact]
    public async Task Constructor_OptionsChangedLater_NoEffect()
    {
        HistoryDecoderOptions options = Decode.Small;
        var decoder = new HistoryDecoder(options);
        options.PartSize = 1;
        using var stream = new MemoryStream("""[{"key":{"id":"A"}},{"key":{"id":"B"}}]"""u8.ToArray());

        await foreach (HistorySet part in decoder.DecodeAsync(stream))
        {
            Assert.Equal(2, part.Messages.Count);
        }
    }
}
