using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.Media;

/// <summary>What a phone is asked when it is to upload a file again, and what it answers: both are encrypted by the key of the file.</summary>
static class RetryCipher
{
    /// <summary>The length of the nonce that goes beside either.</summary>
    public const int IvBytes = 12;

    const int TagBytes = 16;
    const string Use = "WhatsApp Media Retry Notification";

    /// <summary>Encrypts a request about a message.</summary>
    public static (byte[] Ciphertext, byte[] Iv) Request(byte[] mediaKey, string messageId)
    {
        byte[] iv = RandomNumberGenerator.GetBytes(IvBytes);
        return (Request(mediaKey, messageId, iv), iv);
    }

    public static byte[] Request(byte[] mediaKey, string messageId, byte[] iv)
    {
        byte[] plain = RetryMessage.Request(messageId);
        byte[] sealedBytes = new byte[plain.Length + TagBytes];
        using var cipher = new AesGcm(KeyOf(mediaKey), TagBytes);
        cipher.Encrypt(iv, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), Encoding.UTF8.GetBytes(messageId));
        return sealedBytes;
    }

    /// <summary>Decrypts an answer.</summary>
    /// <returns><see langword="null"/> if it is not an answer about that message, encrypted with that key.</returns>
    public static RetryMessage? Answer(byte[] mediaKey, string messageId, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> iv)
    {
        if (iv.Length != IvBytes || ciphertext.Length < TagBytes)
        {
            return null;
        }

        byte[] plain = new byte[ciphertext.Length - TagBytes];
        using var cipher = new AesGcm(KeyOf(mediaKey), TagBytes);
        try
        {
            cipher.Decrypt(iv, ciphertext[..plain.Length], ciphertext[plain.Length..], plain, Encoding.UTF8.GetBytes(messageId));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return RetryMessage.Parse(plain) is { } answer && answer.MessageId == messageId ? answer : null;
    }

    static byte[] KeyOf(byte[] mediaKey) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, mediaKey, MediaKeys.KeyBytes, salt: null, Encoding.ASCII.GetBytes(Use));
}
