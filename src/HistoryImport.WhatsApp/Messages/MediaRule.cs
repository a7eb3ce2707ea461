using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Reads a media message: which number means what differs from kind to kind, the names do not.</summary>
sealed class MediaRule
{
    readonly FieldNames _names;
    readonly MediaField[] _fields;

    MediaRule(MessageDescriptor message)
    {
        _names = FieldNames.Of(message);
        _fields = new MediaField[message.Fields.InDeclarationOrder().Max(field => field.FieldNumber) + 1];
        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
        {
            _fields[field.FieldNumber] = Enum.Parse<MediaField>(field.Name, ignoreCase: true);
        }
    }

    public static MediaRule Of(MessageDescriptor message) => new(message);

    public bool TryRead<TReader>(ref TReader reader, out MediaDescriptor media, out string? caption, out bool isVoice)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var draft = default(Draft);
        int outer = reader.Enter();
        if (outer != IFieldReader.NotEntered)
        {
            while (reader.Next(_names, out int field))
            {
                draft.Read(ref reader, (uint)field < (uint)_fields.Length ? _fields[field] : MediaField.None);
            }

            reader.Leave(outer);
        }

        media = draft.ToDescriptor();
        caption = Texts.OrNull(draft.Caption) ?? media.FileName ?? Texts.OrNull(draft.Title);
        isVoice = draft.IsVoice;
        return outer != IFieldReader.NotEntered;
    }

    struct Draft
    {
        string? _url;
        string? _mimeType;
        string? _directPath;
        string? _fileName;
        byte[]? _sha256;
        byte[]? _encryptedSha256;
        byte[]? _key;
        long? _size;
        int? _height;
        int? _width;
        int? _seconds;

        public string? Caption { get; private set; }

        public string? Title { get; private set; }

        public bool IsVoice { get; private set; }

        public void Read<TReader>(ref TReader reader, MediaField field)
            where TReader : struct, IFieldReader, allows ref struct
        {
            switch (field)
            {
                case MediaField.Url: _url = reader.ReadText(); break;
                case MediaField.MimeType: _mimeType = reader.ReadSpelling(); break;
                case MediaField.Caption: Caption = reader.ReadText(); break;
                case MediaField.FileSha256: _sha256 = reader.ReadBytes(); break;
                case MediaField.FileLength: _size = NotNegative(reader.ReadInteger()); break;
                case MediaField.Height: _height = Small(reader.ReadInteger()); break;
                case MediaField.Width: _width = Small(reader.ReadInteger()); break;
                case MediaField.MediaKey: _key = reader.ReadBytes(); break;
                case MediaField.FileEncSha256: _encryptedSha256 = reader.ReadBytes(); break;
                case MediaField.DirectPath: _directPath = reader.ReadText(); break;
                case MediaField.Seconds: _seconds = Small(reader.ReadInteger()); break;
                case MediaField.Ptt: IsVoice = reader.ReadBoolean(); break;
                case MediaField.Title: Title = reader.ReadText(); break;
                case MediaField.FileName: _fileName = reader.ReadText(); break;
                default: reader.Skip(); break;
            }
        }

        // Some libraries write absent text as "", so that is what "" means.
        public readonly MediaDescriptor ToDescriptor() => new()
        {
            Url = Texts.OrNull(_url),
            MimeType = _mimeType,
            DirectPath = Texts.OrNull(_directPath),
            FileName = Texts.OrNull(_fileName),
            Sha256 = _sha256,
            EncryptedSha256 = _encryptedSha256,
            Key = _key,
            Size = _size,
            Height = _height,
            Width = _width,
            Seconds = _seconds,
        };

        static long? NotNegative(long? number) => number >= 0 ? number : null;

        static int? Small(long? number) => number is >= 0 and <= int.MaxValue ? (int)number : null;
    }
}
