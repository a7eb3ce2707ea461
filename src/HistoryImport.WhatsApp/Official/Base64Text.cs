using System.Buffers;
using System.Buffers.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Reads Base64 in either alphabet, with padding or without. Blanks are none of it.</summary>
static class Base64Text
{
    const int Group = 4;
    const int MostPadding = 2;

    /// <summary>The longest text that is read.</summary>
    public const int MaxLength = 512;

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

        Span<byte> plain = stackalloc byte[digits.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            char digit = digits[i];
            if (!char.IsAsciiLetterOrDigit(digit) && digit is not ('+' or '/' or '-' or '_'))
            {
                return false;
            }

            plain[i] = digit switch
            {
                '+' => (byte)'-',
                '/' => (byte)'_',
                _ => (byte)digit,
            };
        }

        return Base64Url.DecodeFromUtf8(plain, bytes, out _, out length) == OperationStatus.Done && length > 0;
    }
}
