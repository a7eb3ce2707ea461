namespace HistoryImport;

/// <summary>Where a message's media lies and how to decrypt it. The library never downloads media.</summary>
/// <remarks>WhatsApp keeps media of old messages for weeks only: expect that the address has expired.</remarks>
public sealed record MediaDescriptor
{
    /// <summary>Gets the id by which the official business platform hands the media out; <see langword="null"/> if a socket or gateway told of it.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the MIME type, parameters included.</summary>
    public string? MimeType { get; init; }

    /// <summary>Gets the file name its sender gave. It is not safe as a path.</summary>
    public string? FileName { get; init; }

    /// <summary>Gets the size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Gets the SHA-256 of the decrypted file.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Gets the SHA-256 of the encrypted file.</summary>
    public byte[]? EncryptedSha256 { get; init; }

    /// <summary>Gets the key that decrypts it.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Gets the address on WhatsApp's servers; its signature expires.</summary>
    public string? Url { get; init; }

    /// <summary>Gets the path on WhatsApp's servers.</summary>
    public string? DirectPath { get; init; }

    /// <summary>Gets the length in seconds, of audio and video.</summary>
    public int? Seconds { get; init; }

    /// <summary>Gets the width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Gets the height in pixels.</summary>
    public int? Height { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(MediaDescriptor);
}
