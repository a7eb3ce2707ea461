using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HistoryImport.AspNetCore;

/// <summary>Takes a webhook of the official platform apart: one body holds changes of any number of accounts and numbers.</summary>
static class OfficialBody
{
    static readonly JsonDocumentOptions _options = new() { MaxDepth = 256 };

    /// <summary>Reads the body.</summary>
    /// <returns><see langword="null"/> if it is no JSON.</returns>
    public static JsonDocument? TryParse(ReadOnlySequence<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, _options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Gets the changes, one after the other.</summary>
    /// <remarks>What is not where it should be is a part of its own, without account and number: nothing is passed over.</remarks>
    public static IEnumerable<OfficialPart> Split(JsonElement root)
    {
        if (Property(root, "entry") is not { ValueKind: JsonValueKind.Array } entries)
        {
            // A value as providers hand it on, and as the platform's own pages print one.
            yield return new OfficialPart(null, NumberOf(root), Raw(root));
            yield break;
        }

        foreach (JsonElement entry in entries.EnumerateArray())
        {
            if (Property(entry, "changes") is not { ValueKind: JsonValueKind.Array } changes)
            {
                yield return new OfficialPart(Text(Property(entry, "id")), null, Raw(entry));
                continue;
            }

            foreach (JsonElement change in changes.EnumerateArray())
            {
                yield return new OfficialPart(Text(Property(entry, "id")), NumberOf(Property(change, "value")), Wrap(Property(root, "object"), Property(entry, "id"), change));
            }
        }
    }

    static byte[] Wrap(JsonElement? kind, JsonElement? account, JsonElement change)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            Write(writer, "object", kind);
            writer.WriteStartArray("entry");
            writer.WriteStartObject();
            Write(writer, "id", account);
            writer.WriteStartArray("changes");
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(change), skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    // As it came: not every text that JSON can spell can be written again.
    static void Write(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        if (value is { } known)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(known), skipInputValidation: true);
        }
    }

    static byte[] Raw(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    static string? NumberOf(JsonElement? value) => value is { } known && Property(known, "metadata") is { } metadata ? Text(Property(metadata, "phone_number_id")) : null;

    static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    // Ids are strings; some write them as numbers.
    static string? Text(JsonElement? element)
    {
        try
        {
            return element switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } id ? id : null,
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }
}
