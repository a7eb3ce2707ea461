using System.Text;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>Plain text messages in any number, written as they are made: what is measured is the reader, not the writer.</summary>
static class SyntheticHistory
{
    const int Chats = 2000;
    const int MessagesInABlob = 20_000;
    const string Body = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu ";

    public static string WriteJson(Scratch scratch, int messages)
    {
        string path = scratch.File($"{messages}.json");
        using var writer = new StreamWriter(path);
        writer.Write("{\"messages\":[");
        for (int i = 0; i < messages; i++)
        {
            writer.Write(i == 0 ? "" : ",");
            writer.Write($$$"""{"key":{"remoteJid":"{{{Chat(i)}}}","fromMe":{{{(i % 3 == 0 ? "true" : "false")}}},"id":"{{{Id(i)}}}"},"messageTimestamp":{{{Time(i)}}},"status":4,"pushName":"Ana","message":{"conversation":"{{{Body}}}{{{Body}}}"}}""");
        }

        writer.Write("]}");
        return path;
    }

    /// <summary>Writes blobs of one conversation each into a folder.</summary>
    public static string WriteProtobuf(Scratch scratch, int messages)
    {
        DirectoryInfo folder = Directory.CreateDirectory(scratch.File($"{messages}.blobs"));
        for (int from = 0; from < messages; from += MessagesInABlob)
        {
            using FileStream blob = File.Create(Path.Combine(folder.FullName, $"{from:000000000}.bin"));
            WriteVarint(blob, Tag(1, 0));
            WriteVarint(blob, 3);
            for (int i = from; i < Math.Min(messages, from + MessagesInABlob); i++)
            {
                // HistorySync.conversations { id, messages { message { key, message, messageTimestamp, status, pushName } } }
                byte[] info = Join(
                    Field(1, Join(Text(1, Chat(i)), Number(2, i % 3 == 0 ? 1 : 0), Text(3, Id(i)))), Field(2, Text(1, Body + Body)),
                    Number(3, Time(i)), Number(4, 4), Text(19, "Ana"));
                blob.Write(Field(2, Join(Text(1, Chat(i)), Field(2, Field(1, info)))));
            }
        }

        return folder.FullName;
    }

    static string Chat(int i) => $"55119{i * 7919L % Chats:00000000}@s.whatsapp.net";

    static string Id(int i) => $"3EB0{unchecked((ulong)i * 0x9E3779B97F4A7C15UL):X16}";

    static long Time(int i) => 1_700_000_000L - i;

    static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    static byte[] Field(int field, byte[] bytes)
    {
        using var stream = new MemoryStream();
        WriteVarint(stream, Tag(field, 2));
        WriteVarint(stream, bytes.Length);
        stream.Write(bytes);
        return stream.ToArray();
    }

    static byte[] Number(int field, long value)
    {
        using var stream = new MemoryStream();
        WriteVarint(stream, Tag(field, 0));
        WriteVarint(stream, value);
        return stream.ToArray();
    }

    static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    static long Tag(int field, int wireType) => field << 3 | wireType;

    static void WriteVarint(Stream stream, long value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            stream.WriteByte((byte)(value & 0x7F | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
