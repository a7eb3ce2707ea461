using System.Text.Json;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Tells messages from events by the first telling name.</summary>
static class JsonItemSniffer
{
    /// <param name="data">What is there of the object, from its bracket on.</param>
    /// <param name="isLast">Whether no more will come.</param>
    public static JsonItemKind Tell(ReadOnlySpan<byte> data, bool isLast)
    {
        if (StartsWithKey(data))
        {
            return JsonItemKind.Message;
        }

        var json = new Utf8JsonReader(data, isLast, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        try
        {
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (Tell(json.ValueSpan) is { } kind)
                {
                    return kind;
                }

                if (!json.Read() || !json.TrySkip())
                {
                    return JsonItemKind.Undecided;
                }
            }

            return json.TokenType == JsonTokenType.EndObject ? JsonItemKind.Neither : JsonItemKind.Undecided;
        }
        catch (JsonException)
        {
            // Whoever reads it whole finds the fault, and says where.
            return JsonItemKind.Neither;
        }
    }

    /// <summary>Whether this is a message by its first name already, as nearly all are.</summary>
    public static bool StartsWithKey(ReadOnlySpan<byte> data) => data.StartsWith("{\"key\":{"u8);

    static JsonItemKind? Tell(ReadOnlySpan<byte> name)
    {
        if (Schema.HistorySync.Find(name) != IFieldReader.Unknown)
        {
            return JsonItemKind.Event;
        }

        // These are found in other things, too.
        return Schema.MessageInfo.Find(name) is IFieldReader.Unknown or ForeignFields.Id or ForeignFields.Timestamp
            or WebMessageInfo.StatusFieldNumber or WebMessageInfo.ParticipantFieldNumber
            ? null
            : JsonItemKind.Message;
    }
}
