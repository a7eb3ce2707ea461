using System.Buffers.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Reads messages of the official business platform.</summary>
static class OfficialReader
{
    const int Status = 1;
    const int FromMe = 2;

    const int Target = 1;
    const int Emoji = 2;
    const int Message = 3;

    const int UsualTimeLength = 10;

    static readonly FieldNames _historyContext = FieldNames.Of(("status", Status), ("from_me", FromMe));
    static readonly FieldNames _change = FieldNames.Of(("message_id", Target), ("original_message_id", Target), ("emoji", Emoji), ("message", Message));

    // Behind the number of none.
    static readonly FieldNames _statusNames = FieldNames.Of(
        ("error", 1 + (int)MessageStatus.Error), ("failed", 1 + (int)MessageStatus.Error), ("pending", 1 + (int)MessageStatus.Pending),
        ("sent", 1 + (int)MessageStatus.Server), ("delivered", 1 + (int)MessageStatus.Delivered), ("read", 1 + (int)MessageStatus.Read),
        ("played", 1 + (int)MessageStatus.Played));

    /// <summary>Reads the message at hand.</summary>
    /// <returns>Whether it is an object.</returns>
    public static bool TryRead(ref JsonFieldReader reader, OfficialMessage message)
    {
        int start = reader.ValueStart;
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        var content = default(OfficialContent);
        (string? Id, string? Emoji, string? Text) change = default;
        while (reader.Next(OfficialFields.Names, out int field))
        {
            switch (field)
            {
                case OfficialFields.From: message.From = reader.ReadSpelling(); break;
                case OfficialFields.FromUserId: message.FromUserId = reader.ReadSpelling(); break;
                case OfficialFields.To: message.To = reader.ReadSpelling(); break;
                case OfficialFields.ToUserId: message.ToUserId = reader.ReadSpelling(); break;
                case OfficialFields.GroupId: message.GroupId = reader.ReadSpelling(); break;
                case OfficialFields.Id: message.Id = Texts.OrNull(reader.ReadText()); break;
                case OfficialFields.Timestamp: message.Timestamp = ReadTime(ref reader); break;
                case OfficialFields.HistoryContext: ReadContext(ref reader, message); break;
                case OfficialFields.Reaction or OfficialFields.Edit or OfficialFields.Revoke: ReadChange(ref reader, ref change); break;
                default:
                    if (!content.TryRead(ref reader, field))
                    {
                        reader.Skip();
                    }

                    break;
            }
        }

        // What the type says it is, whatever else stands in it.
        switch (content.Type)
        {
            case OfficialType.Reaction:
                message.Amendment = Amendment(AmendmentKind.Reaction, change.Id, change.Emoji ?? "");
                break;
            case OfficialType.Revoke:
                message.Amendment = Amendment(AmendmentKind.Revoke, change.Id, "");
                break;
            case OfficialType.Edit when change.Text is { } text:
                message.Amendment = Amendment(AmendmentKind.Edit, change.Id, text);
                break;
            case OfficialType.Edit:
                // An edit to nothing that can be read would erase what can.
                message.Noise = NoiseWords.Empty;
                break;
            default:
                message.Content = content.ToContent(reader.Since(start));
                break;
        }

        return true;
    }

    // Nearly every time is a text of digits.
    static long? ReadTime(ref JsonFieldReader reader) =>
        reader.IsText && reader.Text.Length == UsualTimeLength && Utf8Parser.TryParse(reader.Text, out long seconds, out int digits) && digits == UsualTimeLength && seconds > 0
            ? seconds
            : reader.ReadSeconds();

    static MessageAmendment Amendment(AmendmentKind kind, string? id, string text) =>
        new() { Kind = kind, TargetId = OfficialMessage.StanzaOf(id), TargetFromMe = true, Text = text };

    static void ReadContext(ref JsonFieldReader reader, OfficialMessage message)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(_historyContext, out int field))
        {
            switch (field)
            {
                case Status: message.Status = ReadStatus(ref reader); break;
                case FromMe: message.IsFromMe = reader.ReadBoolean(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }

    /// <summary>Reads how far a message got; a word that is not known is none.</summary>
    public static MessageStatus? ReadStatus(ref JsonFieldReader reader)
    {
        if (!reader.IsText)
        {
            reader.Skip();
            return null;
        }

        int status = _statusNames.Find(reader.Text);
        return status == IFieldReader.Unknown ? null : (MessageStatus)(status - 1);
    }

    static void ReadChange(ref JsonFieldReader reader, ref (string? Id, string? Emoji, string? Text) change)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(_change, out int field))
        {
            switch (field)
            {
                case Target: change.Id = Texts.OrNull(reader.ReadText()); break;
                case Emoji: change.Emoji = reader.ReadText(); break;
                case Message: change.Text = ReadEdited(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }

    static string? ReadEdited(ref JsonFieldReader reader)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        var content = default(OfficialContent);
        while (reader.Next(OfficialFields.Names, out int field))
        {
            if (!content.TryRead(ref reader, field))
            {
                reader.Skip();
            }
        }

        reader.Leave(outer);
        return content.Text;
    }
}
