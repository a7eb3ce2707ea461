using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace HistoryImport.WhatsApp;

/// <summary>Makes text that every database can hold.</summary>
static class Texts
{
    const int OnStack = 256;

    // From here on the wider steps of one encoding make up for its slower start.
    const int Long = 256;

    public const char Replacement = '\uFFFD';

    /// <summary>Reads UTF-8; NUL and malformed bytes become U+FFFD.</summary>
    public static string FromUtf8(ReadOnlySpan<byte> bytes, ref Repairs repairs)
    {
        if (bytes.Contains((byte)0))
        {
            repairs |= Repairs.Text;
            return Encoding.UTF8.GetString(bytes).Replace('\0', Replacement);
        }

        return FromUtf8WithoutNul(bytes, ref repairs);
    }

    /// <summary>Reads UTF-8 that holds no NUL, as no text of JSON does; malformed bytes become U+FFFD.</summary>
    public static string FromUtf8WithoutNul(ReadOnlySpan<byte> bytes, ref Repairs repairs) =>
        Ascii.IsValid(bytes) ? FromAscii(bytes) : FromSoundUtf8(bytes) ?? Repaired(bytes, ref repairs);

    static string FromAscii(ReadOnlySpan<byte> bytes) => (bytes.Length < Long ? Encoding.Latin1 : Encoding.ASCII).GetString(bytes);

    // The framework's way counts the characters before it writes them, which takes as long again.
    static string? FromSoundUtf8(ReadOnlySpan<byte> bytes)
    {
        char[]? rented = null;
        Span<char> text = bytes.Length <= OnStack ? stackalloc char[OnStack] : rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        OperationStatus status = Utf8.ToUtf16(bytes, text, out _, out int length, replaceInvalidSequences: false);
        string? read = status == OperationStatus.Done ? new string(text[..length]) : null;
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }

        return read;
    }

    static string Repaired(ReadOnlySpan<byte> bytes, ref Repairs repairs)
    {
        repairs |= Repairs.Text;
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Gets <see langword="null"/> for no text.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
