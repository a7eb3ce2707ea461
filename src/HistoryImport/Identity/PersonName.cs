using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace HistoryImport;

/// <summary>Tells a name from an address that a client put in its place, for those who write decoders. The library asks it of every name again.</summary>
public static class PersonName
{
    const int FewestDigits = 7;

    // With the blanks, hyphens and marks of direction that address books put into numbers.
    static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789 +-()\u00A0\u202A\u202C\u2011");

    /// <summary>Tells whether a text is a name: it is none if it is a JID, or seven digits or more with nothing but blanks, <c>+ - ( )</c> beside them.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !IsNumber(text) && !(Jid.TryParse(text, out Jid jid) && jid.Kind != JidKind.Unknown);

    /// <summary>Gets a text if it is a name; <see langword="null"/> if not.</summary>
    /// <param name="text">The text.</param>
    public static string? OrNull(string? text) => IsOne(text) ? text : null;

    static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExcept(_ofNumbers) && text.Count(char.IsAsciiDigit) >= FewestDigits;
}
