using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>The media of an exported message. Its address and key stay in the database.</summary>
/// <param name="MimeType">The MIME type, parameters included.</param>
/// <param name="FileName">The file name its sender gave. It is not safe as a path.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 of the decrypted file; base64 in JSON.</param>
/// <param name="Seconds">The length in seconds.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
public sealed record ExportedMedia([property: JsonPropertyName("mimetype")] string? MimeType, string? FileName, long? Size, byte[]? Sha256, int? Seconds, int? Width, int? Height)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedMedia);
}
