using System.IO.Compression;
using System.Text;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>One file for each way in which input is hostile. Those with messages have good ones before and behind what is bad.</summary>
static class HostileFiles
{
    const int Mega = 1_000_000;

    const int UnreadableTimes = 10;

    // What hosts have written where a time should be. Those that say nothing (null, 0, negative) are no problem; those that are no time are.
    static readonly string[] _times =
    [
        "1700000000", "\"1700000000\"", "{\"low\":1700000000,\"high\":0,\"unsigned\":true}", "{\"low\":-1294967296,\"high\":0,\"unsigned\":true}",
        "{\"low\":-1294967296,\"high\":0,\"unsigned\":false}", "{\"low\":-807049093,\"high\":395,\"unsigned\":true}",
        "{\"low\":-1,\"high\":-1,\"unsigned\":false}", "{\"low\":-1,\"high\":-1,\"unsigned\":true}", "1700000000123", "\"1700000000123\"", "1700000000.0",
        "1.7e9", "\"1700000000n\"", "\"\"", "null", "{}", "[]", "true", "\"abc\"", "\"NaN\"", "0", "-5", "4102444800", "99999999999999999999", "1e400",
    ];

    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("random.bin", stream => stream.Write(RandomBytes(1)), 0, "cannot be used from byte"),
        new("random-too.bin", stream => stream.Write(RandomBytes(4)), 0, "cannot be used from byte"),
        new("truncated.bin", stream => stream.Write(Sample().AsSpan(0, 20_000)), 0, "truncated or damaged"),
        new("flipped.bin", stream => stream.Write(Flipped(Sample())), 0, "Nothing of it was used"),
        new("zeros.bin", WriteZippedZeros, 0, "inflates to more than"),
        Text("truncated.json", $"[{Good("B")},{Good("C")[..40]}", 1, "ends in the middle of a value"),
        Text("flipped.json", $"[{Good("B")}l{Good("C")}]", 1, "a comma or a closing bracket is missing"),
        Text("nul-between.json", Around("\0"), 2, "message 1 set aside: "),
        Text("deep.json", Around($$$"""{"key":{"id":"X"},"message":{{{Deep(100_000)}}}}"""), 2, "message 1 set aside: An element nests deeper than MaxJsonDepth"),
        Text("deep-open.json", $"[{Good("B")},{string.Concat(Enumerable.Repeat("[", 100_000))}", 1, "ends in the middle of a value"),
        new("string.json", stream => WriteAround(stream, "{\"key\":{\"id\":\"X\"},\"message\":{\"conversation\":\"", "xxxxxxxxxx", 5 * Mega, "\"}}"), 2, "message 1 set aside: An element has more than MaxMessageBytes"),
        new("keys.json", stream => WriteAround(stream, "{\"key\":{\"id\":\"X\"},\"message\":{", "\"k\":1,", 10 * Mega, "\"z\":1}}"), 2, "message 1 set aside: An element has more than MaxMessageBytes"),
        new("numbered-keys.json", stream => WriteNumbered(stream, 10 * Mega), 2, "message 1 ", Times: 2),
        new("keys-beside.json", stream => WriteText(stream, $"{{\"messages\":[{Good("B")}],", "\"k\":1,", 10 * Mega, $"\"messages\":[{Good("C")}]}}"), 2, " kept: An object has more than MaxJsonProperties (1000000)"),
        Text("no-key.json", Around("""{"message":{"conversation":"x"}}"""), 2, "message 1 set aside: it names no chat"),
        Text("no-id.json", Around("""{"key":{"remoteJid":"1@s.whatsapp.net"},"message":{"conversation":"x"}}"""), 2, "message 1 set aside: it has no id"),
        Text("null.json", Around("null"), 2, "message 1 set aside: An element that should be a message is no object"),
        Text("null-message.json", Around("""{"key":null,"message":null,"messageTimestamp":null}"""), 2, $"byte {"{\"messages\":[".Length + Good("B").Length + 1} set aside: Nothing in what starts at byte"),
        Text("long-id.json", Around(Good(new string('A', 10_000))), 2, "message 1 set aside: its id is longer"),
        Text("control-in-id.json", Around(Good("A\\u0001")), 2, "message 1 set aside: its id is longer than 128 bytes or holds a control character"),
        Text("nul.json", Around(Good("X", "a\\u0000b")), 3, "message 1 kept: A text in it held NUL"),
        Text("surrogates.json", Around(Good("X", "\\uD800 \\uDC00\\uD83D")), 3, "message 1 kept: A text in it held NUL, half a surrogate pair"),
        Text("times.json", $"[{string.Join(',', _times.Select((time, i) => Good($"T{i}").Replace("1700000000", time, StringComparison.Ordinal)))}]", _times.Length, " kept: A time in it cannot be read", UnreadableTimes),
    ];

    public static string Good(string id, string text = "hello") =>
        $$$"""{"key":{"remoteJid":"5511987654321@s.whatsapp.net","fromMe":false,"id":"{{{id}}}"},"messageTimestamp":1700000000,"message":{"conversation":"{{{text}}}"}}""";

    static HostileFile Text(string name, string text, int readable, string reason, int times = 1) =>
        new(name, stream => stream.Write(Encoding.UTF8.GetBytes(text)), readable, reason, times);

    static string Around(string bad) => $"{{\"messages\":[{Good("B")},{bad},{Good("C")}]}}";

    static string Deep(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    static byte[] RandomBytes(int seed)
    {
        byte[] bytes = new byte[4096];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    static byte[] Sample() => File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "history", "0001-initial_bootstrap.bin"));

    static byte[] Flipped(byte[] bytes)
    {
        bytes[bytes.Length / 2] ^= 1;
        return bytes;
    }

    static void WriteZippedZeros(Stream stream)
    {
        byte[] zeros = new byte[1024 * 1024];
        using var deflater = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        for (int i = 0; i < 1024; i++)
        {
            deflater.Write(zeros);
        }
    }

    static void WriteAround(Stream stream, string head, string piece, int times, string tail) =>
        WriteText(stream, $"[{Good("B")},{head}", piece, times, $"{tail},{Good("C")}]");

    static void WriteText(Stream stream, string head, string piece, int times, string tail)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(head);
        for (int i = 0; i < times; i++)
        {
            writer.Write(piece);
        }

        writer.Write(tail);
    }

    // Bytes as JavaScript writes them without being asked, with a key for each.
    static void WriteNumbered(Stream stream, int count)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write($"[{Good("B")},{{\"key\":{{\"id\":\"X\"}},\"message\":{{\"imageMessage\":{{\"mediaKey\":{{\"0\":1");
        for (int i = 1; i < count; i++)
        {
            writer.Write(",\"");
            writer.Write(i);
            writer.Write("\":1");
        }

        writer.Write($"}}}}}}}},{Good("C")}]");
    }
}
