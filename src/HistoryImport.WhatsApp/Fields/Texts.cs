using System.Text;
using System.Text.Unicode;

namespace HistoryImport.WhatsApp;

/// <summary>Makes text that every database can hold.</summary>
static class Texts
{
    public const char Replacement = '\uFFFD';

    /// <summary>Reads UTF-8; NUL and malformed bytes become U+FFFD.</summary>
    public static string FromUtf8(ReadOnlySpan<byte> bytes, ref Repairs repairs)
    {
        string text = Encoding.UTF8.GetString(bytes);
        int suspect = text.AsSpan().IndexOfAny('\0', Replacement);
        if (suspect < 0)
        {
            return text;
        }

        // A replacement character may have been sent as one.
        bool hasNul = text.AsSpan(suspect).Contains('\0');
        repairs |= hasNul || !Utf8.IsValid(bytes) ? Repairs.Text : Repairs.None;
        return hasNul ? text.Replace('\0', Replacement) : text;
    }

    /// <summary>Gets <see langword="null"/> for no text.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
