using System.Buffers;
using System.Buffers.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Reads Base64 in either alphabet, with padding or without. Blanks are none of it.</summary>
static class Base64Text
{
    const int Group = 4;
    const int BytesOfGroup = 3;
    const int MostPadding = 2;

    /// <summary>The longest text that is read.</summary>
    public const int MaxLength = 512;

    static readonly SearchValues<char> _digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <param name="text">The text.</param>
    /// <param name="bytes">Takes as many bytes as the text has characters.</param>
    /// <param name="length">How many bytes it is.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        ReadOnlySpan<char> digits = text.TrimEnd('=');
        if (digits.IsEmpty || text.Length - digits.Length > MostPadding || digits.Length % Group == 1 || digits.Length > Math.Min(bytes.Length, MaxLength))
        {
            return false;
        }

        // Nearly no text has digits in which the alphabets differ. Blanks are passed over, and the bytes are too few then.
        return Base64Url.DecodeFromChars(digits, bytes, out _, out length) == OperationStatus.Done
            ? length == digits.Length * BytesOfGroup / Group
            : !digits.ContainsAnyExcept(_digits) && TryDecodeOther(digits, bytes, out length);
    }

    static bool TryDecodeOther(ReadOnlySpan<char> digits, Span<byte> bytes, out int length)
    {
        Span<char> ofUrls = stackalloc char[digits.Length];
        digits.Replace(ofUrls, '+', '-');
        ofUrls.Replace('/', '_');
        return Base64Url.DecodeFromChars(ofUrls, bytes, out _, out length) == OperationStatus.Done && length > 0;
    }
}
