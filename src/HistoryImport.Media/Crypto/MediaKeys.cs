using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.Media;

/// <summary>What a media key stands for: it is stretched, and each piece has its use.</summary>
readonly ref struct MediaKeys
{
    /// <summary>The length of a media key.</summary>
    public const int KeyBytes = 32;

    const int IvBytes = 16;
    const int PieceBytes = 32;
    const int Expanded = 112;

    readonly byte[] _expanded;

    MediaKeys(byte[] expanded) => _expanded = expanded;

    public ReadOnlySpan<byte> Iv => _expanded.AsSpan(0, IvBytes);

    public ReadOnlySpan<byte> CipherKey => _expanded.AsSpan(IvBytes, PieceBytes);

    public ReadOnlySpan<byte> MacKey => _expanded.AsSpan(IvBytes + PieceBytes, PieceBytes);

    public ReadOnlySpan<byte> All => _expanded;

    public static bool CanBe(byte[]? key) => key is { Length: KeyBytes };

    /// <param name="key">The media key.</param>
    /// <param name="use">What WhatsApp calls what it is for.</param>
    public static MediaKeys Of(byte[] key, string use) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Expanded, salt: null, Encoding.ASCII.GetBytes(use)));

    /// <summary>Gets what WhatsApp calls the keys of a kind.</summary>
    /// <remarks>A voice note has those of audio, a video note those of video, a sticker those of an image. What has a media of another kind, such as the picture
    /// of a product, has that of an image.</remarks>
    public static string UseOf(MessageKind kind) => kind switch
    {
        MessageKind.Video or MessageKind.VideoNote => "WhatsApp Video Keys",
        MessageKind.Audio or MessageKind.Voice => "WhatsApp Audio Keys",
        MessageKind.Document => "WhatsApp Document Keys",
        _ => "WhatsApp Image Keys",
    };
}
