using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>Tells names from what stands in their place where nobody gave one.</summary>
static class PersonNames
{
    const int FewestDigits = 7;

    static readonly SearchValues<char> _numberLike = SearchValues.Create("0123456789 +-()\u00A0\u202A\u202C\u2011");

    /// <summary>Gets a name; <see langword="null"/> for none, for a JID, and for a phone number.</summary>
    public static string? OrNull(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return _numberLike.Contains(text[0]) && IsNumber(text) || text.Contains('@', StringComparison.Ordinal) && Jid.TryParse(text, out Jid jid) && jid.Kind != JidKind.Unknown ? null : text;
    }

    static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExcept(_numberLike) && text.Count(char.IsAsciiDigit) >= FewestDigits;
}
