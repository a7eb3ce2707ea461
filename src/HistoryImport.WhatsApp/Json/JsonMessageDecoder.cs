using System.Text.Json;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes one JSON element that should be a message, in whichever envelope it stands.</summary>
static class JsonMessageDecoder
{
    /// <summary>Decodes an element.</summary>
    /// <returns>The message, or why there is none.</returns>
    public static (HistoryMessage? Message, string? Problem) Decode(ReadOnlySpan<byte> element, int maxDepth, string? chatId, long position)
    {
        if (element[0] != (byte)'{')
        {
            return (null, "An element that should be a message is no object.");
        }

        try
        {
            JsonMessageShape shape = Find(element, maxDepth, out int start);
            if (shape == JsonMessageShape.Flat)
            {
                return (FlatMessageReader.Read(element, maxDepth, chatId, position), null);
            }

            var reader = new JsonFieldReader(element[start..], maxDepth);
            return (MessageReader.Read(ref reader, chatId, position), null);
        }
        catch (JsonException error)
        {
            // The text of the error may quote the payload.
            return (null, $"A message is not valid JSON at its byte {error.BytePositionInLine ?? 0}.");
        }
    }

    // The message may be in `message` with an order id beside it, or in `_data` with a digest around it.
    static JsonMessageShape Find(ReadOnlySpan<byte> element, int maxDepth, out int start)
    {
        start = 0;
        bool isFlat = false;
        var json = new Utf8JsonReader(element, new JsonReaderOptions { MaxDepth = maxDepth });
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int field = Schema.MessageInfo.Find(json.ValueSpan);
            json.Read();
            if (field == WebMessageInfo.KeyFieldNumber)
            {
                return JsonMessageShape.Plain;
            }

            if (field is WebMessageInfo.MessageFieldNumber or ForeignFields.Data && HoldsKey(json))
            {
                start = (int)json.TokenStartIndex;
                return JsonMessageShape.Plain;
            }

            isFlat |= field is ForeignFields.From or ForeignFields.FromMe or ForeignFields.Body or ForeignFields.Ack or ForeignFields.Data;
            json.Skip();
        }

        return isFlat ? JsonMessageShape.Flat : JsonMessageShape.Plain;
    }

    // Takes the reader by value: the caller's stays where it is.
    static bool HoldsKey(Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Schema.MessageInfo.Find(json.ValueSpan) == WebMessageInfo.KeyFieldNumber)
            {
                return true;
            }

            json.Read();
            json.Skip();
        }

        return false;
    }
}
