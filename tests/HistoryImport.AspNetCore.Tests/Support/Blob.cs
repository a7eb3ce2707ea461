using System.IO.Compression;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>A blob of history as WhatsApp sends it: <c>HistorySync</c> in protobuf, deflated.</summary>
static class Blob
{
    public static byte[] Of(params int[] messages)
    {
        byte[] conversation =
        [
            .. Bytes(1, "5511900000002@s.whatsapp.net"u8),
            .. messages.SelectMany(i => Bytes(2, Bytes(1, Message(i)))),
        ];
        return Deflate([.. Number(1, 3), .. Bytes(2, conversation)]);
    }

    public static byte[] Deflate(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal))
        {
            zlib.Write(bytes);
        }

        return memory.ToArray();
    }

    static byte[] Message(int i)
    {
        byte[] key = [.. Bytes(1, "5511900000002@s.whatsapp.net"u8), .. Number(2, 0), .. Bytes(3, Encoding.UTF8.GetBytes($"3EB0{i:D16}"))];
        return [.. Bytes(1, key), .. Bytes(2, Bytes(1, Encoding.UTF8.GetBytes($"synthetic {i}"))), .. Number(3, 1_690_000_000 + (ulong)i)];
    }

    static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    static byte[] Bytes(int field, ReadOnlySpan<byte> value) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)value.Length), .. value];

    static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
