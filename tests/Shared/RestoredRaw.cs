using System.Text;
using System.Text.Json;

namespace HistoryImport.Tests.Shared;

/// <summary>The raw payload of a row as it came, read past the packages: what was left out of it is put back.</summary>
static class RestoredRaw
{
    public static byte[]? Of(object stored, string body, object media)
    {
        if (stored is not byte[] { Length: > 0 } bytes)
        {
            return null;
        }

        if (bytes[0] != 0)
        {
            return bytes;
        }

        MediaDescriptor? told = media is string json ? JsonSerializer.Deserialize<MediaDescriptor>(json, JsonSerializerOptions.Web) : null;
        using var reader = new BinaryReader(new MemoryStream(bytes, 1, bytes.Length - 1));
        var raw = new List<byte>();
        while (true)
        {
            raw.AddRange(reader.ReadBytes(reader.Read7BitEncodedInt()));
            if (reader.BaseStream.Position == reader.BaseStream.Length)
            {
                return [.. raw];
            }

            raw.AddRange(reader.ReadByte() switch
            {
                0 => Encoding.UTF8.GetBytes(body),
                1 => told!.Key!,
                2 => told!.Sha256!,
                3 => told!.EncryptedSha256!,
                4 => Encoding.UTF8.GetBytes(told!.DirectPath!),
                5 => Encoding.UTF8.GetBytes(told!.Url!),
                6 => Encoding.UTF8.GetBytes(told!.FileName!),
                var part => throw new InvalidDataException($"No part has the number {part}."),
            });
        }
    }
}
