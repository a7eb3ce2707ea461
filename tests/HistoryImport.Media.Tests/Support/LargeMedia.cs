using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A file of any length, made as it is handed out.</summary>
sealed class LargeMedia
{
    const int PieceBytes = 1024 * 1024;

    readonly byte[] _expanded;
    readonly byte[] _piece = new byte[PieceBytes];
    readonly int _pieces;

    /// <param name="pieces">How many MiB it has.</param>
    public LargeMedia(int pieces)
    {
        _pieces = pieces;
        new Random(5).NextBytes(_piece);
        _expanded = HKDF.DeriveKey(HashAlgorithmName.SHA256, Key, 112, null, Encoding.ASCII.GetBytes("WhatsApp Document Keys"));
    }

    public byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public long Length => (long)_pieces * PieceBytes;

    // A block of padding, for its length is whole, and the mac.
    public long BlobLength => Length + 16 + 10;

    /// <summary>Hashes it, as its sender does.</summary>
    public async Task<MediaDescriptor> DescribeAsync(string path)
    {
        using var plain = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var encrypted = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < _pieces; i++)
        {
            plain.AppendData(_piece);
        }

        await WriteAsync(bytes =>
        {
            encrypted.AppendData(bytes.Span);
            return ValueTask.CompletedTask;
        });
        return new MediaDescriptor
        {
            Key = Key, Size = Length, DirectPath = path, MimeType = "application/pdf", Sha256 = plain.GetHashAndReset(), EncryptedSha256 = encrypted.GetHashAndReset(),
        };
    }

    /// <summary>Encrypts it.</summary>
    public async Task WriteAsync(Func<ReadOnlyMemory<byte>, ValueTask> write)
    {
        using var aes = Aes.Create();
        aes.Key = _expanded[16..48];
        aes.IV = _expanded[..16];
        using ICryptoTransform encryptor = aes.CreateEncryptor();
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _expanded.AsSpan(48, 32));
        mac.AppendData(aes.IV);
        byte[] encrypted = new byte[PieceBytes];
        for (int i = 0; i < _pieces; i++)
        {
            encryptor.TransformBlock(_piece, 0, PieceBytes, encrypted, 0);
            mac.AppendData(encrypted);
            await write(encrypted);
        }

        byte[] last = encryptor.TransformFinalBlock([], 0, 0);
        mac.AppendData(last);
        await write(last);
        await write(mac.GetHashAndReset().AsMemory(0, 10));
    }
}
