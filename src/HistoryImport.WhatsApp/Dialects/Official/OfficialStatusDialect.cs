namespace HistoryImport.WhatsApp;

/// <summary>How far a message got that the business sent: <c>{id, status, timestamp, recipient_id}</c>.</summary>
sealed class OfficialStatusDialect : IDialect
{
    const int Id = 1;
    const int Status = 2;
    const int Recipient = 3;
    const int RecipientUserId = 4;

    static readonly FieldNames _names = FieldNames.Of(
        ("id", Id), ("status", Status), ("recipient_id", Recipient), ("recipient_user_id", RecipientUserId));

    public string Name => "cloud-api";

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        string? id = null;
        string? recipient = null;
        string? userId = null;
        MessageStatus? status = null;
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Id: id = Texts.OrNull(reader.ReadText()); break;
                case Status: status = OfficialReader.ReadStatus(ref reader); break;
                case Recipient: recipient = reader.ReadSpelling(); break;
                case RecipientUserId: userId = OfficialAddress.OfUserId(reader.ReadSpelling()); break;
                default: reader.Skip(); break;
            }
        }

        string? chat = OfficialAddress.Of(recipient) ?? OfficialAddress.OfGroup(recipient);
        item.AddClaim(chat, userId);
        string? stanza = OfficialMessage.StanzaOf(id);
        if (status is null)
        {
            // Of words that are not known, such as a provider's own.
            item.NoHistory = "status";
            return true;
        }

        item.Add(Changes.StatusOf(
            new HistoryMessage
            {
                RemoteJid = chat ?? userId,
                FromMe = true,
                Id = stanza,
                WireId = id is null ? null : new MessageWireId(id, IsLive: true),
                Position = context.Position,
            },
            status.Value));
        return true;
    }
}
