using System.Security.Cryptography;

namespace HistoryImport.Media;

/// <summary>One pass over an encrypted file: everything is read once.</summary>
sealed class MediaPass : IDisposable
{
    readonly Aes _aes = Aes.Create();
    readonly ICryptoTransform _decryptor;
    readonly IncrementalHash _mac;
    readonly IncrementalHash _raw = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public MediaPass(MediaKeys keys)
    {
        _aes.Mode = CipherMode.CBC;

        // Looked at by hand, and only behind a right mac.
        _aes.Padding = PaddingMode.None;
        _aes.SetKey(keys.CipherKey);
        _aes.IV = keys.Iv.ToArray();
        _decryptor = _aes.CreateDecryptor();
        _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);
        _mac.AppendData(keys.Iv);
    }

    /// <summary>Gets the hash of what was decrypted.</summary>
    public IncrementalHash PlainHash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Decrypts whole blocks that are not the last.</summary>
    public void Decrypt(byte[] encrypted, int count, byte[] plain)
    {
        _mac.AppendData(encrypted, 0, count);
        _raw.AppendData(encrypted, 0, count);
        _decryptor.TransformBlock(encrypted, 0, count, plain, 0);
        PlainHash.AppendData(plain, 0, count);
    }

    /// <summary>Decrypts the last blocks. What of them is padding is not known here.</summary>
    public void Decrypt(ReadOnlySpan<byte> encrypted, byte[] plain)
    {
        _mac.AppendData(encrypted);
        _raw.AppendData(encrypted);
        byte[] last = encrypted.ToArray();
        _decryptor.TransformBlock(last, 0, last.Length, plain, 0);
    }

    public void AppendRaw(ReadOnlySpan<byte> bytes) => _raw.AppendData(bytes);

    public void AppendPlain(ReadOnlySpan<byte> bytes) => PlainHash.AppendData(bytes);

    public byte[] Mac() => _mac.GetHashAndReset();

    public byte[] RawHash() => _raw.GetHashAndReset();

    public void Dispose()
    {
        _decryptor.Dispose();
        _aes.Dispose();
        _mac.Dispose();
        _raw.Dispose();
        PlainHash.Dispose();
    }
}
