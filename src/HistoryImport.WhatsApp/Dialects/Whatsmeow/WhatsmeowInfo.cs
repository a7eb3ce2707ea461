namespace HistoryImport.WhatsApp;

/// <summary>What whatsmeow says of a message beside its content.</summary>
struct WhatsmeowInfo
{
    const int Chat = 1;
    const int Sender = 2;
    const int SenderAlt = 3;
    const int RecipientAlt = 4;
    const int FromMe = 5;
    const int Id = 6;
    const int PushName = 7;
    const int Timestamp = 8;
    const int Edit = 9;
    const int Source = 10;

    static readonly FieldNames _names = FieldNames.Of(
        ("Chat", Chat), ("Sender", Sender), ("SenderAlt", SenderAlt), ("RecipientAlt", RecipientAlt), ("IsFromMe", FromMe), ("ID", Id),
        ("PushName", PushName), ("Timestamp", Timestamp), ("Edit", Edit), ("MessageSource", Source));

    string? _chat;
    string? _sender;
    string? _senderAlt;
    string? _recipientAlt;
    bool _fromMe;
    string? _id;
    string? _pushName;
    long? _timestamp;

    /// <summary>Whether it names a message.</summary>
    public readonly bool IsThere => _chat is not null || _id is not null;

    /// <summary>Whether the message is an edited one.</summary>
    public bool IsEdit { get; private set; }

    public void Read(ref JsonFieldReader reader)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Chat: _chat = Wid.Read(ref reader); break;
                case Sender: _sender = Wid.Read(ref reader); break;
                case SenderAlt: _senderAlt = Wid.Read(ref reader); break;
                case RecipientAlt: _recipientAlt = Wid.Read(ref reader); break;
                case FromMe: _fromMe = reader.ReadBoolean(); break;
                case Id: _id = Texts.OrNull(reader.ReadText()); break;
                case PushName: _pushName = reader.ReadSpelling(); break;
                case Timestamp: _timestamp = reader.ReadSeconds(); break;
                case Edit: IsEdit = reader.ReadText() == "1"; break;
                case Source: Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }

    /// <summary>Gets the message without its content.</summary>
    public readonly HistoryMessage ToMessage()
    {
        // Of an own message the sender's other address is our own, which says nothing of the chat.
        bool isPerson = Jid.TryParse(_chat, out Jid chat) && chat.IsPerson;
        return new HistoryMessage
        {
            RemoteJid = _chat,
            RemoteJidAlt = isPerson ? _fromMe ? _recipientAlt : _senderAlt : null,
            FromMe = _fromMe,
            Id = _id,
            Participant = isPerson ? null : _sender,
            ParticipantAlt = isPerson ? null : _senderAlt,
            Timestamp = _timestamp,
            PushName = _pushName,
        };
    }
}
