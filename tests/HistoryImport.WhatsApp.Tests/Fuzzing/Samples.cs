using System.IO.Compression;
using System.Reflection;

namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>The committed samples: what the real library wrote, and what is mutated.</summary>
static class Samples
{
    static readonly string _root =
        typeof(Samples).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    static readonly string _fuzzing = Path.Combine(_root, "tests", "HistoryImport.WhatsApp.Tests", "Fuzzing");

    public static byte[][] Protobuf() => [.. Files("history").Select(Inflated)];

    public static string[] Json() => [.. Files("history-json").Concat(Directory.GetFiles(Path.Combine(_fuzzing, "Seeds")).Order(StringComparer.Ordinal)).Select(File.ReadAllText)];

    /// <summary>Webhooks of the official business platform.</summary>
    public static string[] Official() => [.. Directory.GetFiles(Path.Combine(_fuzzing, "Seeds"), "official-*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

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
