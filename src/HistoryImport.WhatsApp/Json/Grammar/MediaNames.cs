using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>Tells media that stand in JSON from words.</summary>
static class MediaNames
{
    // As many characters of base64 as no word has.
    const int Sample = 256;

    static readonly SearchValues<byte> _base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_\\\"rn"u8);
    static readonly SearchValues<byte> _numbers = SearchValues.Create("0123456789,:[{\"- \t\r\n"u8);

    static readonly FieldNames _names = FieldNames.Of(
        ("base64", 1), ("_b64", 1), ("$binary", 1), ("body", 1), ("content", 1), ("data", 1), ("file", 1), ("media", 1), ("mediaData", 1), ("mediaBase64", 1), ("fileBase64", 1),
        ("base64Data", 1), ("buffer", 1), ("bytes", 1), ("blob", 1), ("thumbnail", 1), ("jpegThumbnail", 1), ("pngThumbnail", 1), ("preview", 1),
        ("image", 1), ("video", 1), ("audio", 1), ("document", 1), ("sticker", 1), ("streamingSidecar", 1), ("waveform", 1), ("url", 1), ("mediaUrl", 1));

    /// <summary>Whether a text is media.</summary>
    /// <param name="before">What stands before it: the end of it is its name.</param>
    /// <param name="text">The start of the text, from its opening quote on.</param>
    public static bool IsMedia(ReadOnlySpan<byte> before, ReadOnlySpan<byte> text)
    {
        before = before.TrimEnd(" \t\r\n"u8);
        if (before.IsEmpty || before[^1] != (byte)':')
        {
            return false;
        }

        before = before[..^1].TrimEnd(" \t\r\n"u8);
        int name = before.IsEmpty ? -1 : before[..^1].LastIndexOf((byte)'"');
        text = text[1..Math.Min(text.Length, Sample)];
        return name >= 0
            && _names.Find(before[(name + 1)..^1]) != IFieldReader.Unknown
            && (text.StartsWith("data:"u8) || !text.ContainsAnyExcept(_base64));
    }

    /// <summary>Whether a container holds nothing but numbers so far.</summary>
    public static bool IsNumbers(ReadOnlySpan<byte> container) => !container.ContainsAnyExcept(_numbers);
}
