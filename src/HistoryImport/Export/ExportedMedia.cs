using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>The media of an exported message. Its address and key stay in the database.</summary>
public sealed record ExportedMedia
{
    /// <summary>Gets the MIME type, parameters included.</summary>
    [JsonPropertyName("mimetype")]
    public string? MimeType { get; init; }

    /// <summary>Gets the file name its sender gave. It is not safe as a path.</summary>
    public string? FileName { get; init; }

    /// <summary>Gets the size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Gets the SHA-256 of the decrypted file; base64 in JSON.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Gets the length in seconds.</summary>
    public int? Seconds { get; init; }

    /// <summary>Gets the width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Gets the height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Makes what is exported of a descriptor.</summary>
    /// <returns><see langword="null"/> of none.</returns>
    public static ExportedMedia? Of(MediaDescriptor? media) => media is null ? null : new ExportedMedia
    {
        MimeType = media.MimeType,
        FileName = media.FileName,
        Size = media.Size,
        Sha256 = media.Sha256,
        Seconds = media.Seconds,
        Width = media.Width,
        Height = media.Height,
    };

    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedMedia);
}
