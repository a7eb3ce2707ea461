using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Reads WAHA's form of a message: <c>{id: "false_…@c.us_3EB0…", timestamp, from, fromMe, body, ack}</c>.</summary>
static class FlatMessageReader
{
    public static HistoryMessage? Read(ref JsonFieldReader reader, string? chatId, long position)
    {
        int start = reader.ValueStart;
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return null;
        }

        var key = default(KeyDraft);
        string? id = null;
        string? from = null;
        string? to = null;
        string? participant = null;
        string? pushName = null;
        string body = "";
        bool fromMe = false;
        bool hasMedia = false;
        long? timestamp = null;
        long? ack = null;
        while (reader.Next(Schema.MessageInfo, out int field))
        {
            switch (field)
            {
                case ForeignFields.Id when reader.IsPossibleContent: key.TryRead(ref reader); break;
                case ForeignFields.Id: id = reader.ReadText(); break;
                case ForeignFields.From: from = reader.ReadSpelling(); break;
                case ForeignFields.To: to = reader.ReadSpelling(); break;
                case ForeignFields.FromMe: fromMe = reader.ReadBoolean(); break;
                case ForeignFields.Timestamp: timestamp = reader.ReadSeconds(); break;
                case ForeignFields.Body: body = reader.ReadText() ?? ""; break;
                case ForeignFields.Ack: ack = reader.ReadInteger(); break;
                case ForeignFields.HasMedia: hasMedia = reader.ReadBoolean(); break;
                case WebMessageInfo.ParticipantFieldNumber: participant = reader.ReadSpelling(); break;
                case WebMessageInfo.PushNameFieldNumber: pushName = reader.ReadSpelling(); break;
                default: reader.Skip(); break;
            }
        }

        SerializedId serialized = SerializedId.Parse(id);
        fromMe = serialized.FromMe ?? (fromMe || key.FromMe);
        bool hasContent = body.Length > 0 || hasMedia;
        return new HistoryMessage
        {
            RemoteJid = serialized.Chat ?? key.RemoteJid ?? (fromMe ? to : from),
            ConversationId = chatId,
            FromMe = fromMe,
            Id = serialized.Id ?? key.Id,
            Participant = participant ?? serialized.Participant ?? key.Participant,
            Timestamp = timestamp,
            Status = ack is >= -1 and <= 4 ? (MessageStatus)(ack + 1) : null,
            PushName = pushName,
            Content = !hasContent ? null : new MessageContent
            {
                Kind = body.Length > 0 ? MessageKind.Text : MessageKind.Unsupported,
                Body = body,
                Raw = reader.Copy(start, reader.Position),
            },
            Noise = hasContent ? null : NoiseWords.Empty,
            Position = position,
        };
    }
}
