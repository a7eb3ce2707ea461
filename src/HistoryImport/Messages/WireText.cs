using System.Buffers;
using System.Text;

namespace HistoryImport;

/// <summary>Makes text from the wire fit for every database: no NUL, no half of a surrogate pair, bounded.</summary>
static class WireText
{
    public const int MaxBytes = 1024 * 1024;

    const char Replacement = '\uFFFD';
    const int MaxBytesPerChar = 3;

    static readonly SearchValues<char> _suspects = SearchValues.Create(
        [.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code), '\0']);

    public static bool IsTooLong(string? text) =>
        text is { Length: > MaxBytes / MaxBytesPerChar } && Encoding.UTF8.GetByteCount(text) > MaxBytes;

    /// <summary>Replaces what no database stores by U+FFFD. Returns the same instance if there is nothing to replace.</summary>
    public static string Clean(string text)
    {
        int first = text.AsSpan().IndexOfAny(_suspects);
        return first < 0 || IsWellFormed(text, first) ? text : Replaced(text);
    }

    static bool IsWellFormed(string text, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    static string Replaced(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            cleaned.Append(rune.Value == 0 ? Replacement.ToString() : rune.ToString());
        }

        return cleaned.ToString();
    }
}
