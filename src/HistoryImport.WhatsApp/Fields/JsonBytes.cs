using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads bytes in every form that JavaScript, its kin and its databases give them.</summary>
static class JsonBytes
{
    const int OnStack = 256;

    /// <summary>Reads the value at which the reader stands.</summary>
    /// <returns><see langword="null"/> if there are none, or the value is not a form of bytes.</returns>
    public static byte[]? Read(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return FromBase64(JsonText.Plain(json));
            case JsonTokenType.StartArray:
                return ReadArray(ref json);
            case JsonTokenType.StartObject:
                return ReadObject(ref json);
            default:
                return null;
        }
    }

    static byte[]? ReadArray(ref Utf8JsonReader json)
    {
        var bytes = new ByteList();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            bytes.Add(bytes.Count, ReadByte(ref json));
        }

        return bytes.ToArray();
    }

    // {"type":"Buffer","data":…}, {"0":1,"1":2,…} in any order, or MongoDB's {"$binary":{"base64":…}}, {"$binary":…,"$type":…}.
    static byte[]? ReadObject(ref Utf8JsonReader json)
    {
        byte[]? data = null;
        var bytes = new ByteList();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isIndex = Utf8Parser.TryParse(json.ValueSpan, out int index, out int digits) && digits == json.ValueSpan.Length;
            bool isData = !isIndex && IsData(json);
            json.Read();
            if (isData)
            {
                data = ReadData(ref json) ?? data;
            }
            else if (isIndex)
            {
                bytes.Add(index, ReadByte(ref json));
            }
            else
            {
                json.TrySkip();
            }
        }

        return data ?? bytes.ToArray();
    }

    static bool IsData(in Utf8JsonReader json) =>
        JsonText.Is(json, "data"u8) || JsonText.Is(json, "$binary"u8) || JsonText.Is(json, "base64"u8) || JsonText.Is(json, "buffer"u8);

    static byte[]? ReadData(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            return Read(ref json);
        }

        json.TrySkip();
        return null;
    }

    static byte? ReadByte(ref Utf8JsonReader json) => JsonNumbers.Read(ref json) is >= 0 and <= byte.MaxValue and { } value ? (byte)value : null;

    static byte[]? FromBase64(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("data:"u8))
        {
            text = text[(text.IndexOf((byte)',') + 1)..];
        }

        text = text.TrimEnd((byte)'=');
        int size = (text.Length + 3) / 4 * 4;
        byte[]? rented = null;
        Span<byte> buffer = size <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            buffer = buffer[..size];
            text.CopyTo(buffer);
            buffer[text.Length..].Fill((byte)'=');
            buffer.Replace((byte)'-', (byte)'+');
            buffer.Replace((byte)'_', (byte)'/');
            return Base64.DecodeFromUtf8InPlace(buffer, out int written) == OperationStatus.Done && written > 0 ? buffer[..written].ToArray() : null;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }
}
