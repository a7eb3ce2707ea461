using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads bytes in every form that JavaScript and its kin give them.</summary>
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
            Add(ref json, ref bytes);
        }

        return bytes.ToArray();
    }

    // {"type":"Buffer","data":…}, or {"0":1,"1":2,…} in the order of its indexes, which is how JavaScript writes it.
    static byte[]? ReadObject(ref Utf8JsonReader json)
    {
        byte[]? data = null;
        var bytes = new ByteList();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isIndex = Utf8Parser.TryParse(json.ValueSpan, out int index, out int digits) && digits == json.ValueSpan.Length;
            bool isData = !isIndex && JsonText.Is(json, "data"u8);
            json.Read();
            if (isData)
            {
                data = ReadData(ref json);
            }
            else if (isIndex)
            {
                bytes.IsBroken |= index != bytes.Count;
                Add(ref json, ref bytes);
            }
            else
            {
                json.TrySkip();
            }
        }

        return data ?? bytes.ToArray();
    }

    static byte[]? ReadData(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.StartArray)
        {
            return Read(ref json);
        }

        json.TrySkip();
        return null;
    }

    static void Add(ref Utf8JsonReader json, ref ByteList bytes)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetByte(out byte value))
        {
            bytes.Add(value);
        }
        else
        {
            bytes.IsBroken = true;
            json.TrySkip();
        }
    }

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
