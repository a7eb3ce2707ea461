namespace HistoryImport.WhatsApp;

/// <summary>The key of a message, flat, with what became of it: <c>{keyId, remoteJid, fromMe, participant, status}</c>. Evolution sends and
/// stores acknowledgements and deletes this way.</summary>
sealed class KeyDialect : IDialect
{
    const int KeyId = 1;
    const int Id = 2;
    const int RemoteJid = 3;
    const int FromMe = 4;
    const int Participant = 5;
    const int Status = 6;

    static readonly FieldNames _names = FieldNames.Of(
        ("keyId", KeyId), ("id", Id), ("remoteJid", RemoteJid), ("fromMe", FromMe), ("participant", Participant), ("status", Status));

    public string Name => "update";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        KeyId when property.IsText => Sign.Proof,
        RemoteJid when property.IsText => Sign.Hint,
        FromMe or Status => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        string? keyId = null;
        string? id = null;
        string? chat = null;
        bool? fromMe = null;
        string? participant = null;
        bool hasStatus = false;
        var status = default(StatusDraft);
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case KeyId: keyId = Texts.OrNull(reader.ReadText()); break;
                case Id: id = Texts.OrNull(reader.ReadText()); break;
                case RemoteJid: chat = reader.ReadSpelling(); break;
                case FromMe: fromMe = reader.ReadBoolean(); break;
                case Participant: participant = reader.ReadSpelling(); break;
                case Status:
                    hasStatus = true;
                    status.Add(reader.ReadEnum(Schema.Status));
                    break;
                default: reader.Skip(); break;
            }
        }

        // In a table the id of the row stands beside that of the key.
        id = keyId ?? id;
        bool isDelete = status.IsDeleted || KnownEvents.Is(context.EventName, "messages.delete");
        if (id is null || chat is null || fromMe is null || !hasStatus && !isDelete)
        {
            return false;
        }

        var envelope = new HistoryMessage
        {
            RemoteJid = chat, ConversationId = context.ConversationId, FromMe = fromMe.Value, Id = id, Participant = participant, Position = context.Position,
        };
        if (isDelete)
        {
            item.Add(Changes.RevokeOf(envelope, id));
        }
        else if (status.Of(fromMe.Value) is { } known)
        {
            item.Add(Changes.StatusOf(envelope, known));
        }
        else
        {
            item.NoHistory = "update";
        }

        return true;
    }
}
