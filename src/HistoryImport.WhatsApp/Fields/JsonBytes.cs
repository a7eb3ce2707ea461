using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads bytes in every form that JavaScript, its kin and its databases give them.</summary>
static class JsonBytes
{
    const int OnStack = 256;

    // Two digits for each byte of a key or a hash.
    const int HexOfHash = 64;

    static readonly SearchValues<byte> _numbers = SearchValues.Create("0123456789,"u8);

    /// <summary>Reads the value at which the reader stands.</summary>
    /// <returns><see langword="null"/> if there are none, or the value is not a form of bytes, which is a repair.</returns>
    public static byte[]? Read(ref JsonTokens json, ref Repairs repairs)
    {
        bool isEmpty = json.TokenType == JsonTokenType.Null;
        byte[]? bytes = isEmpty ? null : Read(ref json, out isEmpty);
        repairs |= bytes is null && !isEmpty ? Repairs.Bytes : Repairs.None;
        return bytes;
    }

    static byte[]? Read(ref JsonTokens json, out bool isEmpty)
    {
        isEmpty = false;
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                ReadOnlySpan<byte> text = JsonText.Plain(json);
                isEmpty = text.IsEmpty;
                return text is [(byte)'[' or (byte)'{', ..] ? FromJsonText(json.Inside(text), out isEmpty) : FromHex(text) ?? FromNumbers(text) ?? FromBase64(text);
            case JsonTokenType.StartArray:
                return ReadArray(ref json, out isEmpty);
            case JsonTokenType.StartObject:
                return ReadObject(ref json, out isEmpty);
            default:
                return null;
        }
    }

    // Tables keep any of these forms as a text.
    static byte[]? FromJsonText(JsonTokens inside, out bool isEmpty)
    {
        isEmpty = false;
        try
        {
            inside.Read();
            return Read(ref inside, out isEmpty);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static byte[]? ReadArray(ref JsonTokens json, out bool isEmpty)
    {
        var bytes = new ByteList();
        isEmpty = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            isEmpty = false;
            bytes.Add(bytes.Count, ReadByte(ref json));
        }

        return bytes.ToArray();
    }

    // {"type":"Buffer","data":…}, {"0":1,"1":2,…} in any order, or MongoDB's {"$binary":{"base64":…}}, {"$binary":…,"$type":…}.
    static byte[]? ReadObject(ref JsonTokens json, out bool isEmpty)
    {
        isEmpty = true;
        byte[]? data = null;
        bool hasData = false;
        bool hasOther = false;
        var bytes = new ByteList();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isIndex = Utf8Parser.TryParse(json.ValueSpan, out int index, out int digits) && digits == json.ValueSpan.Length;
            bool isData = !isIndex && IsData(json);
            json.Read();
            if (isData)
            {
                data = ReadData(ref json, out bool isNone) ?? data;
                isEmpty &= isNone;
                hasData = true;
            }
            else if (isIndex)
            {
                isEmpty = false;
                bytes.Add(index, ReadByte(ref json));
            }
            else
            {
                hasOther = true;
                json.TrySkip();
            }
        }

        // {} is an empty array; what holds neither data nor bytes, but something, is none.
        isEmpty &= hasData || !hasOther;
        return data ?? bytes.ToArray();
    }

    static bool IsData(in JsonTokens json) =>
        JsonText.Is(json, "data"u8) || JsonText.Is(json, "$binary"u8) || JsonText.Is(json, "base64"u8) || JsonText.Is(json, "buffer"u8);

    static byte[]? ReadData(ref JsonTokens json, out bool isEmpty)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            return Read(ref json, out isEmpty);
        }

        isEmpty = json.TokenType == JsonTokenType.Null;
        json.TrySkip();
        return null;
    }

    // Java's bytes have a sign.
    static byte? ReadByte(ref JsonTokens json) => JsonNumbers.Read(ref json) is >= sbyte.MinValue and <= byte.MaxValue and { } value ? unchecked((byte)value) : null;

    // As databases print bytes, or a hash that bears no mark: base64 of as many bytes is shorter.
    static byte[]? FromHex(ReadOnlySpan<byte> text)
    {
        bool isMarked = text.StartsWith("\\x"u8) || text.StartsWith("0x"u8);
        if (isMarked)
        {
            text = text[2..];
        }
        else if (text.Length != HexOfHash)
        {
            return null;
        }

        byte[] bytes = new byte[text.Length / 2];
        return text.Length > 0 && Convert.FromHexString(text, bytes, out _, out int written) == OperationStatus.Done && written == bytes.Length ? bytes : null;
    }

    // What JavaScript makes of an array of bytes as a text: 1,2,255.
    static byte[]? FromNumbers(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)',') || text.ContainsAnyExcept(_numbers))
        {
            return null;
        }

        var bytes = new ByteList();
        foreach (Range one in text.Split((byte)','))
        {
            bytes.Add(bytes.Count, Utf8Parser.TryParse(text[one], out byte number, out int digits) && digits == text[one].Length ? number : null);
        }

        return bytes.ToArray();
    }

    static byte[]? FromBase64(ReadOnlySpan<byte> text)
    {
        // Mail and some tools break its lines.
        if (text.ContainsAny(" \t\r\n"u8))
        {
            return FromBase64([.. text.ToArray().Where(letter => letter > (byte)' ')]);
        }

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
