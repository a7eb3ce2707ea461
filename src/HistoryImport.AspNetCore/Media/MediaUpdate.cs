using System.Buffers;
using System.Globalization;
using System.Text.Json;
using HistoryImport.Media;

namespace HistoryImport.AspNetCore;

/// <summary>Reads what phones say of files they were asked for, from the event in which Baileys tells it.</summary>
static class MediaUpdate
{
    /// <summary>Reads the answers in what is JSON.</summary>
    /// <returns>None if it is another event.</returns>
    public static IReadOnlyList<MediaAnswer> Read(ReadOnlySequence<byte> body)
    {
        if (!IsOne(body))
        {
            return [];
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray().Select(Answer).OfType<MediaAnswer>()]
            : [];
    }

    // A bridge writes the name first, so that no other event is looked through.
    static bool IsOne(ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("event"u8)
                && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("messages.media-update"u8);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static MediaAnswer? Answer(JsonElement item)
    {
        if (Member(item, "key") is not { } key || Text(key, "remoteJid") is not { } chat || Text(key, "id") is not { } id)
        {
            return null;
        }

        if (Member(item, "media") is { } media && Bytes(media, "ciphertext") is { } ciphertext && Bytes(media, "iv") is { } iv)
        {
            return new MediaAnswer { Chat = chat, MessageId = id, Ciphertext = ciphertext, Iv = iv };
        }

        // What the phone answered stands in the error's data; an answer that held nothing has none, and is a failure like others.
        JsonElement? code = Member(item, "error") is { } error && Member(error, "data") is { } data ? Member(data, "code") : null;
        return new MediaAnswer { Chat = chat, MessageId = id, Code = int.TryParse($"{code}", NumberStyles.None, CultureInfo.InvariantCulture, out int told) && told != 1 ? told : 0 };
    }

    // As Node writes bytes: { "type": "Buffer", "data": base64 }.
    static byte[]? Bytes(JsonElement item, string name) =>
        Member(item, name) is { } bytes && Member(bytes, "data") is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out byte[]? value) ? value : null;

    static string? Text(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement member) ? member : null;
}
