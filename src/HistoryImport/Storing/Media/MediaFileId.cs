using System.Security.Cryptography;
using System.Text;

namespace HistoryImport;

/// <summary>Tells media files of a connection apart, whatever chat or row they are in.</summary>
public static class MediaFileId
{
    const int HashBytes = 32;

    /// <summary>Gets the id of what a message tells of: by the hash of the encrypted file, else of the file, else by the id of the official platform,
    /// else by the path without its signature.</summary>
    /// <returns><see langword="null"/> if nothing tells it from others.</returns>
    public static string? Of(MediaDescriptor media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return media switch
        {
            { EncryptedSha256: { Length: HashBytes } encrypted } => Hash('e', encrypted),
            { Sha256: { Length: HashBytes } plain } => Hash('p', plain),
            { Id: { Length: > 0 } id } => Hash('i', Encoding.UTF8.GetBytes(id)),
            { DirectPath: { Length: > 0 } path } => Hash('d', Encoding.UTF8.GetBytes(path.Split('?')[0])),
            _ => null,
        };
    }

    // Hashed, so that it is as long in every case and names nothing.
    static string Hash(char kind, byte[] value) => Convert.ToHexStringLower(SHA256.HashData([(byte)kind, .. value]));
}
