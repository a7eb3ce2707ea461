namespace HistoryImport.WhatsApp;

/// <summary>Where the media of a message lies, in WhatsApp Web's words.</summary>
struct WebMedia
{
    string? _directPath;
    string? _url;
    string? _clientUrl;
    byte[]? _sha256;
    byte[]? _encryptedSha256;
    byte[]? _key;
    long? _size;
    int? _seconds;
    int? _width;
    int? _height;

    public string? MimeType { get; private set; }

    public string? FileName { get; private set; }

    /// <summary>Reads the field at hand.</summary>
    /// <returns>Whether it is one of media; if not, it is still to be read.</returns>
    public bool TryRead(ref JsonFieldReader reader, int field)
    {
        switch (field)
        {
            case WebFields.MimeType: MimeType = reader.ReadSpelling() ?? MimeType; break;
            case WebFields.FileName: FileName = Texts.OrNull(reader.ReadText()) ?? FileName; break;
            case WebFields.Size: _size = reader.ReadInteger() is >= 0 and { } size ? size : _size; break;
            case WebFields.FileHash: _sha256 = reader.ReadBytes() ?? _sha256; break;
            case WebFields.EncryptedFileHash: _encryptedSha256 = reader.ReadBytes() ?? _encryptedSha256; break;
            case WebFields.MediaKey: _key = reader.ReadBytes() ?? _key; break;
            case WebFields.DirectPath: _directPath = Texts.OrNull(reader.ReadText()) ?? _directPath; break;
            case WebFields.MediaUrl: _url = Texts.OrNull(reader.ReadText()) ?? _url; break;
            case WebFields.ClientUrl: _clientUrl = Texts.OrNull(reader.ReadText()) ?? _clientUrl; break;
            case WebFields.Duration: _seconds = Small(reader.ReadInteger()) ?? _seconds; break;
            case WebFields.Width: _width = Small(reader.ReadInteger()) ?? _width; break;
            case WebFields.Height: _height = Small(reader.ReadInteger()) ?? _height; break;
            default: return false;
        }

        return true;
    }

    /// <summary>Reads media that stand in an object of their own; what is known already stays.</summary>
    public void ReadInner(ref JsonFieldReader reader)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        var inner = default(WebMedia);
        while (reader.Next(WebFields.Names, out int field))
        {
            if (!inner.TryRead(ref reader, field))
            {
                reader.Skip();
            }
        }

        reader.Leave(outer);
        Complete(inner);
    }

    /// <summary>Takes from another what this one leaves open.</summary>
    public void Complete(in WebMedia other)
    {
        MimeType ??= other.MimeType;
        FileName ??= other.FileName;
        _size ??= other._size;
        _sha256 ??= other._sha256;
        _encryptedSha256 ??= other._encryptedSha256;
        _key ??= other._key;
        _directPath ??= other._directPath;
        _url ??= other._url;
        _clientUrl ??= other._clientUrl;
        _seconds ??= other._seconds;
        _width ??= other._width;
        _height ??= other._height;
    }

    public readonly MediaDescriptor ToDescriptor() => new()
    {
        MimeType = MimeType,
        FileName = FileName,
        Size = _size,
        Sha256 = _sha256,
        EncryptedSha256 = _encryptedSha256,
        Key = _key,
        Url = _url ?? _clientUrl,
        DirectPath = _directPath,
        Seconds = _seconds,
        Width = _width,
        Height = _height,
    };

    static int? Small(long? number) => number is >= 0 and <= int.MaxValue ? (int)number : null;
}
