using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace HistoryImport.WhatsApp;

/// <summary>Makes text that every database can hold.</summary>
static class Texts
{
    const int OnStack = 256;

    public const char Replacement = '\uFFFD';

    /// <summary>Reads UTF-8; NUL and malformed bytes become U+FFFD.</summary>
    public static string FromUtf8(ReadOnlySpan<byte> bytes, ref Repairs repairs)
    {
        if (bytes.Contains((byte)0))
        {
            repairs |= Repairs.Text;
            return Encoding.UTF8.GetString(bytes).Replace('\0', Replacement);
        }

        return Ascii.IsValid(bytes) ? Encoding.Latin1.GetString(bytes) : FromSoundUtf8(bytes) ?? Repaired(bytes, ref repairs);
    }

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
