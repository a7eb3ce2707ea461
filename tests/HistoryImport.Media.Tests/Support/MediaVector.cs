using System.Text.Json;
using System.Text.Json.Nodes;

namespace HistoryImport.Media.Tests.Support;

/// <summary>What the real library made, or what it does with what is wrong.</summary>
static class MediaVector
{
    static readonly JsonNode _all = Read();

    public static IReadOnlyList<JsonNode> Valid => List("valid");

    public static IReadOnlyList<JsonNode> Invalid => List("invalid");

    public static IReadOnlyList<JsonNode> Ranges => List("ranges");

    public static IReadOnlyList<JsonNode> Retry => List("retry");

    public static string? Text(this JsonNode vector, string name) => (string?)vector[name];

    public static byte[] Base64(this JsonNode vector, string name) => Convert.FromBase64String(vector.Text(name)!);

    public static byte[] Hex(this JsonNode vector, string name) => Convert.FromHexString(vector.Text(name)!);

    /// <summary>The plaintext of every vector, by its length.</summary>
    public static byte[] Plain(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + (i >> 8)))];

    public static JsonNode Named(IReadOnlyList<JsonNode> list, string name) => list.Single(vector => vector.Text("name") == name);

    public static TheoryData<string> Names(IReadOnlyList<JsonNode> list) => [.. list.Select(vector => vector.Text("name")!)];

    /// <summary>What WhatsApp calls the keys of a type.</summary>
    public static string Use(string type) => (string)_all["hkdfInfo"]![type]!["info"]!;

    static IReadOnlyList<JsonNode> List(string name) => [.. _all[name]!.AsArray().Select(node => node!)];

    static JsonNode Read()
    {
        using Stream stream = typeof(MediaVector).Assembly.GetManifestResourceStream("media-vectors.json")!;
        return JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions())!;
    }
}
