using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.Benchmarks;

/// <summary>Bytes to decode: those of the generator, which are hard, and plain text messages of about 1 KB, which are not.</summary>
sealed record DecodingPayload(string Name, byte[] Bytes, bool IsJson = true)
{
    const byte ZlibHeader = 0x78;
    const int LongText = 850;

    /// <summary>Blobs of the generator as one: merging is what protobuf makes of two messages behind each other.</summary>
    public static DecodingPayload Blobs(string folder)
    {
        const int MostBytes = 50_000_000;
        using var merged = new MemoryStream();
        foreach (string file in Directory.GetFiles(Path.Combine(folder, "protobuf")).Order(StringComparer.Ordinal))
        {
            byte[] blob = Inflated(File.ReadAllBytes(file));
            if (merged.Length + blob.Length <= MostBytes)
            {
                merged.Write(blob);
            }
        }

        return new DecodingPayload("protobuf", merged.ToArray(), IsJson: false);
    }

    /// <summary>The largest file of every envelope and encoding that the generator knows.</summary>
    public static IEnumerable<DecodingPayload> Json(string folder) => new DirectoryInfo(Path.Combine(folder, "json")).GetFiles()
        .GroupBy(file => Path.GetFileNameWithoutExtension(file.Name).Split('-', 3)[2])
        .Where(files => !files.Key.StartsWith("rest", StringComparison.Ordinal))
        .OrderBy(files => files.Key, StringComparer.Ordinal)
        .Select(files => new DecodingPayload(files.Key, File.ReadAllBytes(files.MaxBy(file => file.Length)!.FullName), IsJson: true));

    /// <summary>Plain text messages, as a blob.</summary>
    public static DecodingPayload PlainBlob(int messages, int seed = 1, int textLength = LongText)
    {
        var sync = new HistorySync { SyncType = (int)HistorySync.Types.SyncType.Recent, Progress = 50, ChunkOrder = 1 };
        foreach (IGrouping<string, WebMessageInfo> chat in PlainMessages(messages, seed, textLength).GroupBy(message => message.Key.RemoteJid))
        {
            var conversation = new Conversation { Id = chat.Key };
            conversation.Messages.AddRange(chat.Select(message => new HistorySyncMsg { Message = message }));
            sync.Conversations.Add(conversation);
        }

        return new DecodingPayload("protobuf, plain text", sync.ToByteArray(), IsJson: false);
    }

    /// <summary>Plain text messages, one a line.</summary>
    public static DecodingPayload PlainLines(int messages, int textLength = LongText) =>
        new("lines, plain text", Encoding.UTF8.GetBytes(string.Join('\n', PlainMessages(messages, 1, textLength).Select(ToJson))), IsJson: true);

    public byte[] Compressed()
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            zlib.Write(Bytes);
        }

        return compressed.ToArray();
    }

    public static byte[] Inflated(byte[] blob)
    {
        if (blob[0] != ZlibHeader)
        {
            return blob;
        }

        using var plain = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(blob), CompressionMode.Decompress);
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    static IEnumerable<WebMessageInfo> PlainMessages(int count, int seed, int textLength)
    {
        const int Chats = 200;
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int chat = random.Next(Chats);
            bool isGroup = chat % 10 == 0;
            var info = new WebMessageInfo
            {
                Key = new WhatsApp.Wire.MessageKey
                {
                    RemoteJid = isGroup ? $"1203630{chat:00000000000}@g.us" : $"55119{chat:00000000}@s.whatsapp.net",
                    FromMe = random.Next(3) == 0,
                    Id = $"3EB0{random.NextInt64():X16}{i:X4}",
                },
                Message = new Message { Conversation = Prose(random, textLength) },
                MessageTimestamp = (ulong)(1_700_000_000 - i),
                Status = (int)WebMessageInfo.Types.Status.Read,
                PushName = "Somebody",
            };
            if (isGroup && !info.Key.FromMe)
            {
                info.Participant = $"55119{random.Next(Chats):00000000}@s.whatsapp.net";
            }

            yield return info;
        }
    }

    static string Prose(Random random, int length) =>
        string.Create(length, random, static (text, random) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = random.Next(6) == 0 ? ' ' : (char)('a' + random.Next(26));
            }
        });

    static string ToJson(WebMessageInfo info) => $$$"""
        {"key":{"remoteJid":"{{{info.Key.RemoteJid}}}","fromMe":{{{(info.Key.FromMe ? "true" : "false")}}},"id":"{{{info.Key.Id}}}"},"message":{"conversation":"{{{info.Message.Conversation}}}"},"messageTimestamp":"{{{info.MessageTimestamp}}}","status":"READ","participant":{{{(info.HasParticipant ? $"\"{info.Participant}\"" : "null")}}},"pushName":"{{{info.PushName}}}"}
        """;
}
