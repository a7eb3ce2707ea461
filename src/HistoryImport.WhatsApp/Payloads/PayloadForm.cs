namespace HistoryImport.WhatsApp;

/// <summary>The forms in which history comes.</summary>
enum PayloadForm
{
    /// <summary>None that is known.</summary>
    Unknown,

    /// <summary>JSON, in one document or many.</summary>
    Json,

    /// <summary>A protobuf message.</summary>
    Protobuf,

    /// <summary>A protobuf message, deflated (RFC 1950).</summary>
    Zlib,

    /// <summary>Any of these, compressed (RFC 1952).</summary>
    Gzip,

    /// <summary>JSON in UTF-16, little end first.</summary>
    Utf16,

    /// <summary>JSON in UTF-16, big end first.</summary>
    Utf16BigEndian,

    /// <summary>Nothing but blanks.</summary>
    Empty,
}
