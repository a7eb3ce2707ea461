using System.Collections.Frozen;

namespace HistoryImport.Media;

/// <summary>The types whose files get an extension. Everything else, and what a browser would run, gets none.</summary>
static class MimeTypes
{
    static readonly FrozenDictionary<string, string> _extensions = new Dictionary<string, string>
    {
        ["image/jpeg"] = ".jpg", ["image/png"] = ".png", ["image/webp"] = ".webp", ["image/gif"] = ".gif", ["image/heic"] = ".heic",
        ["video/mp4"] = ".mp4", ["video/3gpp"] = ".3gp", ["video/quicktime"] = ".mov", ["video/webm"] = ".webm",
        ["audio/ogg"] = ".ogg", ["audio/mpeg"] = ".mp3", ["audio/mp4"] = ".m4a", ["audio/aac"] = ".aac", ["audio/amr"] = ".amr", ["audio/wav"] = ".wav",
        ["application/pdf"] = ".pdf", ["application/zip"] = ".zip", ["text/plain"] = ".txt", ["text/csv"] = ".csv",
        ["application/msword"] = ".doc", ["application/vnd.ms-excel"] = ".xls", ["application/vnd.ms-powerpoint"] = ".ppt",
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = ".docx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = ".xlsx",
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = ".pptx",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string ExtensionOf(string? mimeType) => _extensions.GetValueOrDefault(mimeType?.Split(';')[0].Trim() ?? "", "");
}
