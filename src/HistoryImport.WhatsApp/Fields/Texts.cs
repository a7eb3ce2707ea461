using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Makes text that every database can hold.</summary>
static class Texts
{
    public const char Replacement = '\uFFFD';

    /// <summary>Reads UTF-8; NUL and malformed bytes become U+FFFD.</summary>
    public static string FromUtf8(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', Replacement) : text;
    }

    /// <summary>Gets <see langword="null"/> for no text.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
