using System.Text.Json;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes one JSON object that should be a message, in whichever envelope it stands.</summary>
static class JsonMessageDecoder
{
    /// <summary>Decodes an element that is all there.</summary>
    /// <returns>The message and what was mended in it, or why there is none.</returns>
    public static (HistoryMessage? Message, Repairs Repairs, string? Problem) Decode(
        ReadOnlySpan<byte> element, int maxDepth, Spellings spellings, string? chatId, long position)
    {
        if (element[0] != (byte)'{')
        {
            return (null, Repairs.None, "An element that should be a message is no object.");
        }

        try
        {
            var reader = new JsonFieldReader(element, maxDepth, spellings);
            HistoryMessage? message = Read(ref reader, Find(element, reader), chatId, position);
            return (message, reader.Repairs, null);
        }
        catch (JsonException error)
        {
            // The text of the error may quote the payload.
            return (null, Repairs.None, $"A message is not valid JSON at its byte {error.BytePositionInLine ?? 0}.");
        }
    }

    /// <summary>Decodes an element that is probably all there, without looking for its end first.</summary>
    /// <returns>The message; <see langword="null"/> if it is not all there, or faulty.</returns>
    public static HistoryMessage? TryDecode(
        ReadOnlySpan<byte> data, int maxDepth, Spellings spellings, string? chatId, long position, out int length, out Repairs repairs)
    {
        (length, repairs) = (0, Repairs.None);
        try
        {
            var reader = new JsonFieldReader(data, maxDepth, spellings, isWhole: false);
            HistoryMessage? message = Read(ref reader, Find(data, reader), chatId, position);
            (length, repairs) = (reader.Position, reader.Repairs);
            return reader.IsAtEnd ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static HistoryMessage? Read(ref JsonFieldReader reader, int envelope, string? chatId, long position) => envelope switch
    {
        WebMessageInfo.KeyFieldNumber => MessageReader.Read(ref reader, chatId, position),
        ForeignFields.Body => FlatMessageReader.Read(ref reader, chatId, position),
        _ => ReadInside(ref reader, envelope, chatId, position),
    };

    static int Find(ReadOnlySpan<byte> data, in JsonFieldReader reader) =>
        JsonItemSniffer.StartsWithKey(data) ? WebMessageInfo.KeyFieldNumber : Find(reader);

    // Tells by a look ahead in which field the message is, if not in the element itself (KeyFieldNumber), and whether it is flat (Body).
    static int Find(JsonFieldReader ahead)
    {
        bool isFlat = false;
        ahead.Enter();
        while (ahead.Next(Schema.MessageInfo, out int field))
        {
            if (field == WebMessageInfo.KeyFieldNumber)
            {
                return field;
            }

            if (field is WebMessageInfo.MessageFieldNumber or ForeignFields.Data && HoldsKey(ahead))
            {
                return field;
            }

            isFlat |= field is ForeignFields.From or ForeignFields.FromMe or ForeignFields.Body or ForeignFields.Ack or ForeignFields.Data;
            ahead.Skip();
        }

        return isFlat ? ForeignFields.Body : WebMessageInfo.KeyFieldNumber;
    }

    static bool HoldsKey(JsonFieldReader ahead)
    {
        int outer = ahead.Enter();
        while (outer != IFieldReader.NotEntered && ahead.Next(Schema.MessageInfo, out int field))
        {
            if (field == WebMessageInfo.KeyFieldNumber)
            {
                return true;
            }

            ahead.Skip();
        }

        return false;
    }

    static HistoryMessage? ReadInside(ref JsonFieldReader reader, int envelope, string? chatId, long position)
    {
        HistoryMessage? message = null;
        reader.Enter();
        while (reader.Next(Schema.MessageInfo, out int field))
        {
            if (field == envelope)
            {
                message = MessageReader.Read(ref reader, chatId, position);
            }
            else
            {
                reader.Skip();
            }
        }

        return message;
    }
}
