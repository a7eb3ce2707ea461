using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A file as a sender makes it, by the primitives alone.</summary>
sealed record EncryptedMedia(byte[] Plain, byte[] Blob, byte[] Key, string Use)
{
    public byte[] Sha256 { get; } = SHA256.HashData(Plain);

    public byte[] EncryptedSha256 { get; } = SHA256.HashData(Blob);

    public static EncryptedMedia Of(byte[] plain, byte[] key, string use = "WhatsApp Image Keys", Func<byte[], byte[]>? pad = null)
    {
        byte[] expanded = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 112, null, Encoding.ASCII.GetBytes(use));
        using var aes = Aes.Create();
        aes.Key = expanded[16..48];
        byte[] encrypted = pad is null
            ? aes.EncryptCbc(plain, expanded.AsSpan(0, 16))
            : aes.EncryptCbc(pad(plain), expanded.AsSpan(0, 16), PaddingMode.None);
        byte[] mac = HMACSHA256.HashData(expanded.AsSpan(48, 32), [.. expanded[..16], .. encrypted])[..10];
        return new EncryptedMedia(plain, [.. encrypted, .. mac], key, use);
    }

    public static EncryptedMedia Random(int seed, int length)
    {
        var random = new Random(seed);
        byte[] plain = new byte[length];
        byte[] key = new byte[32];
        random.NextBytes(plain);
        random.NextBytes(key);
        return Of(plain, key);
    }

    public ExpectedMedia Expected() => new() { Key = Key, Use = Use, Sha256 = Sha256, EncryptedSha256 = EncryptedSha256 };

    public MediaDescriptor Descriptor(string? path = null) => new()
    {
        Key = Key, Sha256 = Sha256, EncryptedSha256 = EncryptedSha256, Size = Plain.Length, DirectPath = path, MimeType = "image/jpeg",
    };
}
