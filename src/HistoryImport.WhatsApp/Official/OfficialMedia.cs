namespace HistoryImport.WhatsApp;

/// <summary>Media as the official business platform describes them: they are handed out by an id, without a key.</summary>
struct OfficialMedia
{
    const int CaptionField = 1;
    const int FileNameField = 2;
    const int MimeType = 3;
    const int Hash = 4;
    const int Id = 5;
    const int Url = 6;
    const int Voice = 7;

    static readonly FieldNames _names = FieldNames.Of(
        ("caption", CaptionField), ("filename", FileNameField), ("mime_type", MimeType), ("sha256", Hash), ("id", Id), ("url", Url), ("voice", Voice));

    string? _mimeType;
    byte[]? _hash;
    string? _id;
    string? _url;

    public string? Caption { get; private set; }

    public string? FileName { get; private set; }

    public bool IsVoice { get; private set; }

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
                case CaptionField: Caption = Texts.OrNull(reader.ReadText()); break;
                case FileNameField: FileName = Texts.OrNull(reader.ReadText()); break;
                case MimeType: _mimeType = Texts.OrNull(reader.ReadText()); break;
                case Hash: _hash = reader.ReadBytes(); break;
                case Id: _id = Texts.OrNull(reader.ReadText()); break;
                case Url: _url = Texts.OrNull(reader.ReadText()); break;
                case Voice: IsVoice = reader.ReadBoolean(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }

    public readonly MediaDescriptor ToDescriptor() => new() { Id = _id, MimeType = _mimeType, FileName = FileName, Sha256 = _hash, Url = _url };
}
