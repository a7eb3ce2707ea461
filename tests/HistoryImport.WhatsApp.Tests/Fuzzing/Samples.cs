using System.IO.Compression;
using System.Reflection;
using HistoryImport.WhatsApp.Tests.Events;

namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>The committed samples: what the real library wrote, and what is mutated.</summary>
static class Samples
{
    static readonly string _root =
        typeof(Samples).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    const string Baileys = "Baileys";

    // Several events a payload: most hold one message, and some none.
    const int EventsAPayload = 8;

    static readonly (string Name, string[] Seeds, string[] Gateways)[] _dialects =
    [
        (Baileys, ["changes.json"], ["baileys"]),
        ("Evolution", ["evolution-rows.json"], ["evolution-api"]),
        ("Whaticket", ["whaticket-rows.json"], ["whaticket"]),
        ("WAHA", ["waha.json"], ["waha"]),
        ("web model", ["web-model.json"], ["whatsapp-web.js", "wppconnect-server", "venom", "open-wa"]),
        ("whatsmeow", ["whatsmeow.json"], ["evolution-go"]),
        ("wuzapi", ["whatsmeow.json"], ["wuzapi"]),
        ("official", ["official-*.json"], ["official-business-platform"]),
    ];

    static readonly string _fuzzing = Path.Combine(_root, "tests", "HistoryImport.WhatsApp.Tests", "Fuzzing");

    public static byte[][] Protobuf() => [.. Files("history").Select(Inflated)];

    public static string[] Json() => [.. Files("history-json").Concat(Directory.GetFiles(Path.Combine(_fuzzing, "Seeds")).Order(StringComparer.Ordinal)).Select(File.ReadAllText)];

    /// <summary>Gets the dialects that are fuzzed, each by itself.</summary>
    public static IEnumerable<string> Dialects => _dialects.Select(dialect => dialect.Name);

    /// <summary>Gets the samples of a dialect: what is committed for fuzzing, and the events of the gateways that write it.</summary>
    public static string[] Of(string dialect)
    {
        (_, string[] seeds, string[] gateways) = _dialects.Single(one => one.Name == dialect);
        return
        [
            .. seeds.SelectMany(seed => Directory.GetFiles(Path.Combine(_fuzzing, "Seeds"), seed)).Order(StringComparer.Ordinal).Select(File.ReadAllText),
            .. gateways.SelectMany(Events),
            .. dialect == Baileys ? Generated() : [],
        ];
    }

    /// <summary>What broke a decoder once.</summary>
    public static string[] Cases() => Directory.GetFiles(Path.Combine(_fuzzing, "Cases"));

    /// <summary>What coverage-guided fuzzing kept: short payloads that between them take every way through a decoder that it found.</summary>
    public static byte[][] Kept(string format)
    {
        string file = Path.Combine(_fuzzing, "Kept", $"{format}.zip");
        if (!File.Exists(file))
        {
            return [];
        }

        using ZipArchive kept = ZipFile.OpenRead(file);
        return [.. kept.Entries.Select(Bytes)];
    }

    /// <summary>Gets the gateways of whose events there are examples.</summary>
    public static IEnumerable<string> Gateways => _dialects.SelectMany(dialect => dialect.Gateways);

    /// <summary>Gets an example of every event of a gateway.</summary>
    public static EventExample[] EventsOf(string gateway) =>
        EventExample.ReadAll(Path.Combine(_root, "tests", "HistoryImport.WhatsApp.Tests", "Events", "Payloads", gateway + ".ndjson"));

    /// <summary>Gets what the generator made, in every way in which hosts write it down.</summary>
    public static IEnumerable<string> Generated() => Files("history-json").Select(File.ReadAllText);

    static IEnumerable<string> Events(string gateway) =>
        EventsOf(gateway)
            .Chunk(EventsAPayload)
            .Select(examples => string.Join('\n', examples.Select(example => example.Payload)));

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    static IEnumerable<string> Files(string name) => Directory.GetFiles(Path.Combine(_root, "samples", name)).Order(StringComparer.Ordinal);

    static byte[] Inflated(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (!PayloadSniffer.IsZlib(bytes))
        {
            return bytes;
        }

        using var inflater = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        inflater.CopyTo(inflated);
        return inflated.ToArray();
    }
}
