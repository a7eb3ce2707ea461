using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace HistoryImport;

/// <summary>Tells a name from an address that a client put in its place.</summary>
static class PersonName
{
    const int FewestDigits = 7;

    static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789 +-()\u00a0");

    /// <summary>Tells whether a text is a name: it is none if it is a JID, or seven digits or more with nothing but blanks, <c>+ - ( )</c> beside them.</summary>
    public static bool IsOne([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !IsNumber(text) && !(text.Contains('@', StringComparison.Ordinal) && Jid.TryParse(text, out Jid jid) && jid.Kind != JidKind.Unknown);

    static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExcept(_ofNumbers) && text.Count(char.IsAsciiDigit) >= FewestDigits;
}
