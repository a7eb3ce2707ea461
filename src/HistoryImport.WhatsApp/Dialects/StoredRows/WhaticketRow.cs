namespace HistoryImport.WhatsApp;

/// <summary>A message as a help desk of the Whaticket family stores it. The column <c>dataJson</c> holds what the socket said; the others hold
/// what became of it since.</summary>
struct WhaticketRow
{
    const int IdField = 1;
    const int WireId = 2;
    const int BodyField = 3;
    const int FromMe = 4;
    const int Ack = 5;
    const int MediaType = 6;
    const int RemoteJid = 7;
    const int Participant = 8;
    const int DataJson = 9;
    const int Deleted = 10;
    const int Edited = 11;
    const int Created = 12;

    static readonly FieldNames _kinds = FieldNames.Of(
        ("conversation", Text), ("extendedTextMessage", Text), ("chat", Text), ("text", Text),
        ("image", (int)MessageKind.Image), ("imageMessage", (int)MessageKind.Image), ("video", (int)MessageKind.Video), ("videoMessage", (int)MessageKind.Video),
        ("audio", (int)MessageKind.Audio), ("audioMessage", (int)MessageKind.Audio), ("ptt", (int)MessageKind.Voice),
        ("document", (int)MessageKind.Document), ("application", (int)MessageKind.Document), ("documentMessage", (int)MessageKind.Document),
        ("documentWithCaptionMessage", (int)MessageKind.Document), ("sticker", (int)MessageKind.Sticker), ("stickerMessage", (int)MessageKind.Sticker),
        ("location", (int)MessageKind.Location), ("locationMessage", (int)MessageKind.Location), ("liveLocationMessage", (int)MessageKind.LiveLocation),
        ("vcard", (int)MessageKind.Contact), ("contactMessage", (int)MessageKind.Contact), ("contactsArrayMessage", (int)MessageKind.Contact));

    static readonly FieldNames _names = FieldNames.Of(
        ("id", IdField), ("wid", WireId), ("messageId", WireId), ("body", BodyField), ("fromMe", FromMe), ("ack", Ack), ("mediaType", MediaType),
        ("remoteJid", RemoteJid), ("participant", Participant), ("dataJson", DataJson), ("isDeleted", Deleted), ("isEdited", Edited), ("createdAt", Created));

    // No kind has this number.
    const int Text = 100;

    string? _id;
    string? _wireId;
    string? _body;
    bool _fromMe;
    long? _ack;
    int? _kind;
    string? _chat;
    string? _participant;
    bool _isDeleted;
    bool _isEdited;
    long? _created;
    HistoryMessage? _data;
    MessageFinds _finds;

    /// <summary>The id of the message, or that of the row.</summary>
    public readonly string? Id => _data?.Id ?? _wireId ?? _id;

    public bool TryRead(ref JsonFieldReader reader, in ItemContext context)
    {
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case IdField: _id = Texts.OrNull(reader.ReadText()); break;
                case WireId: _wireId = Texts.OrNull(reader.ReadText()); break;
                case BodyField: _body = Texts.OrNull(reader.ReadText()); break;
                case FromMe: _fromMe = reader.ReadBoolean(); break;
                case Ack: _ack = reader.ReadInteger(); break;
                case MediaType when reader.IsText && !reader.Text.IsEmpty: _kind = _kinds.Find(reader.Text); break;
                case RemoteJid: _chat = reader.ReadSpelling(); break;
                case Participant: _participant = reader.ReadSpelling(); break;
                case DataJson: _data = MessageReader.Read(ref reader, context.ConversationId, context.Position, ref _finds); break;
                case Deleted: _isDeleted = reader.ReadBoolean(); break;
                case Edited: _isEdited = reader.ReadBoolean(); break;
                case Created: _created = reader.ReadSeconds(); break;
                default: reader.Skip(); break;
            }
        }

        return true;
    }

    public readonly void AddTo(Item item, in ItemContext context, ReadOnlySpan<byte> raw)
    {
        HistoryMessage? message = _data is { Noise: not NoiseWords.KeyOnly, Id: not null } ? _data : OfColumns(context, raw);
        if (message.RemoteJid is null && message.ConversationId is null)
        {
            item.Problem = "A row of a help desk names no chat: it has neither dataJson nor remoteJid.";
            return;
        }

        bool fromMe = message.FromMe;
        message = message with
        {
            Status = fromMe && StatusOf(_ack) is { } status && !(status < message.Status) ? status : message.Status,
            IsRevoked = message.IsRevoked || _isDeleted,
        };
        item.Add(message, _finds);

        // The desk writes the new text into the column, and leaves what the socket said as it was.
        if (_isEdited && _body is not null && message.Content is { } content && _data is not null && content.Body != _body)
        {
            item.Add(message with { Content = content with { Body = _body }, IsEdited = true });
        }
    }

    readonly HistoryMessage OfColumns(in ItemContext context, ReadOnlySpan<byte> raw)
    {
        MessageKind? kind = _kind switch
        {
            null or Text => _body is null ? null : MessageKind.Text,
            IFieldReader.Unknown => MessageKind.Unsupported,
            { } known => (MessageKind)known,
        };
        return new HistoryMessage
        {
            RemoteJid = _data?.RemoteJid ?? _chat,
            ConversationId = context.ConversationId,
            FromMe = _data?.FromMe ?? _fromMe,
            Id = Id,
            Participant = _data?.Participant ?? _participant,
            Timestamp = _data?.Timestamp ?? _created,
            Content = kind is null ? null : new MessageContent
            {
                Kind = kind.Value,
                Body = kind == MessageKind.Unsupported ? "" : _body ?? "",
                Raw = raw.ToArray(),
            },
            IsEdited = _isEdited && kind is not null,
            Noise = kind is null && !_isDeleted ? NoiseWords.Empty : null,
            Position = context.Position,
        };
    }

    // Numbers are the socket's; 0 is the column's default.
    static MessageStatus? StatusOf(long? ack) => ack is > (int)MessageStatus.Error and <= (int)MessageStatus.Played ? (MessageStatus)ack : null;
}
