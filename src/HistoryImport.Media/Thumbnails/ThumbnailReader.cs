using System.Text.Json;

namespace HistoryImport.Media;

/// <summary>Finds the small picture that a message holds, in the payload as it came.</summary>
/// <remarks>What does not look like a picture is none: a JPEG, a PNG or a WebP by its first bytes. Nothing is decoded.</remarks>
static class ThumbnailReader
{
    const int MaxBytes = 64 * 1024;
    const int MaxPayload = 1024 * 1024;
    const int MaxDepth = 8;

    // Of every kind of media it is field 16 of the message.
    const int Field = 16;
    const int LengthDelimited = 2;

    /// <summary>Gets the picture; empty if there is none.</summary>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> raw)
    {
        ReadOnlySpan<byte> payload = raw.Span;
        return payload.Length is 0 or > MaxPayload ? default
            : payload.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? OfJson(payload)
            : OfProtobuf(payload, 0);
    }

    static byte[]? OfProtobuf(ReadOnlySpan<byte> message, int depth)
    {
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            if (fields.Type != LengthDelimited)
            {
                continue;
            }

            if (fields.Number == Field && IsPicture(fields.Bytes))
            {
                return fields.Bytes.ToArray();
            }

            // A text that happens to read like a message holds no picture.
            if (depth < MaxDepth && OfProtobuf(fields.Bytes, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    static byte[]? OfJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && IsName(reader))
                {
                    reader.Read();
                    if (Value(ref reader) is { } picture && IsPicture(picture))
                    {
                        return picture;
                    }
                }
            }
        }
        catch (JsonException)
        {
            // What others wrote may be anything.
        }

        return null;
    }

    static bool IsName(Utf8JsonReader reader) => reader.ValueTextEquals("jpegThumbnail"u8) || reader.ValueTextEquals("JPEGThumbnail"u8) || reader.ValueTextEquals("pngThumbnail"u8);

    // Base64, or what Node makes of bytes: an object with them, in base64, as a list or numbered.
    static byte[]? Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueSpan.Length <= MaxBytes * 2 && reader.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : null;
        }

        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return null;
        }

        int depth = reader.CurrentDepth;
        var numbers = new List<byte>();
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out byte number) && numbers.Count < MaxBytes)
            {
                numbers.Add(number);
            }
            else if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length is > 16 and <= MaxBytes * 2 && reader.TryGetBytesFromBase64(out byte[]? bytes))
            {
                return bytes;
            }
        }

        return [.. numbers];
    }

    static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxBytes
        && bytes is [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..];
}
