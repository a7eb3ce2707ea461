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
}
