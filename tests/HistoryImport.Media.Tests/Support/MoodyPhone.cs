using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A phone, and the socket before it, that answers as it likes.</summary>
sealed class MoodyPhone : IMediaRequester
{
    public ConcurrentQueue<MediaReupload> Asked { get; } = [];

    public ReuploadStatus Status { get; set; }

    public bool Throws { get; set; }

    /// <summary>Makes the answer; <see langword="null"/> for none.</summary>
    public Func<MediaReupload, MediaAnswer?> Mood { get; set; } = _ => null;

    /// <summary>Who takes the answers.</summary>
    public Func<MediaAnswer, Task> Deliver { get; set; } = _ => Task.CompletedTask;

    public static MediaAnswer Encrypted(MediaReupload asked, int result, string? path = null, string? id = null, byte[]? key = null)
    {
        string message = id ?? asked.MessageId;
        byte[] plain = [0x0A, (byte)message.Length, .. Encoding.UTF8.GetBytes(message), .. Path(path), 0x18, (byte)result];
        byte[] iv = RandomNumberGenerator.GetBytes(12);
        byte[] sealedBytes = new byte[plain.Length + 16];
        byte[] derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, key ?? asked.MediaKey.ToArray(), 32, null, "WhatsApp Media Retry Notification"u8.ToArray());
        using var cipher = new AesGcm(derived, 16);
        cipher.Encrypt(iv, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), Encoding.UTF8.GetBytes(message));
        return new MediaAnswer { Chat = asked.Chat, MessageId = asked.MessageId, Ciphertext = sealedBytes, Iv = iv };
    }

    public static MediaAnswer Error(MediaReupload asked, int code) => new() { Chat = asked.Chat, MessageId = asked.MessageId, Code = code };

    public async ValueTask<ReuploadStatus> RequestAsync(MediaReupload reupload, CancellationToken cancellationToken = default)
    {
        Asked.Enqueue(reupload);
        if (Throws)
        {
            throw new InvalidOperationException("Connection Closed");
        }

        if (Status == ReuploadStatus.Requested && Mood(reupload) is { } answer)
        {
            await Deliver(answer);
        }

        return Status;
    }

    static byte[] Path(string? path) => path is null ? [] : [0x12, (byte)path.Length, .. Encoding.UTF8.GetBytes(path)];
}
