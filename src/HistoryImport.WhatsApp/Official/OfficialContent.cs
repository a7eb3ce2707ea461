namespace HistoryImport.WhatsApp;

/// <summary>What a message of the official business platform says: its type, and the object that bears the name of the type.</summary>
struct OfficialContent
{
    string? _text;
    bool _hasText;
    bool _isReply;
    OfficialMedia _media;

    /// <summary>The type.</summary>
    public int? Type { get; private set; }

    /// <summary>The text of it, or the caption; <see langword="null"/> if there is none.</summary>
    public readonly string? Text => _text ?? _media.Caption;

    /// <summary>Reads the field at hand, if it is content.</summary>
    public bool TryRead(ref JsonFieldReader reader, int field)
    {
        switch (field)
        {
            case OfficialFields.Type:
                Type = OfficialType.Read(ref reader);
                break;
            case OfficialFields.Text:
                Take(OfficialParts.FirstText(ref reader, OfficialParts.Text));
                _hasText |= _text is not null;
                break;
            case OfficialFields.Media:
                _media.Read(ref reader);
                break;
            case OfficialFields.Location:
                Take(OfficialParts.FirstText(ref reader, OfficialParts.Place));
                break;
            case OfficialFields.Contacts:
                Take(OfficialParts.FirstCard(ref reader));
                break;
            case OfficialFields.Words:
                Take(OfficialParts.FirstText(ref reader, OfficialParts.Words));
                break;
            case OfficialFields.Interactive:
                Take(OfficialParts.Interactive(ref reader, out bool isReply));
                _isReply |= isReply;
                break;
            default:
                return false;
        }

        return true;
    }

    public readonly MessageContent ToContent(ReadOnlySpan<byte> raw)
    {
        MessageKind kind = OfficialType.KindOf(Type) switch
        {
            MessageKind.Text when !_hasText => MessageKind.Unsupported,
            MessageKind.Audio when _media.IsVoice => MessageKind.Voice,
            MessageKind.Interactive when _isReply => MessageKind.InteractiveReply,
            var told => told,
        };
        return new MessageContent
        {
            Kind = kind,
            Body = BodyOf(kind) ?? "",
            Media = OfficialType.IsMedia(kind) ? _media.ToDescriptor() : null,
            Raw = raw.ToArray(),
        };
    }

    readonly string? BodyOf(MessageKind kind) => kind switch
    {
        MessageKind.Image or MessageKind.Video => _media.Caption,
        MessageKind.Document => _media.Caption ?? _media.FileName,
        MessageKind.Unsupported or MessageKind.System or MessageKind.Audio or MessageKind.Voice or MessageKind.Sticker => null,
        _ => _text,
    };

    void Take(string? text) => _text = text ?? _text;
}
