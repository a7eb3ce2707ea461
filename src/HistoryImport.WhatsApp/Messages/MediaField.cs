namespace HistoryImport.WhatsApp;

/// <summary>What a field of a media message says, whatever its number.</summary>
enum MediaField
{
    None,
    Url,
    MimeType,
    Caption,
    FileSha256,
    FileLength,
    Height,
    Width,
    MediaKey,
    FileEncSha256,
    DirectPath,
    Seconds,
    Ptt,
    FileName,
    Title,
}
