using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Makes addresses of what the official business platform writes: a phone number as people do, a business-scoped user id, a group.</summary>
static class OfficialAddress
{
    public const string NumberServer = "@s.whatsapp.net";
    public const string GroupServer = "@g.us";
    public const string BsuidServer = "@bsuid";

    const int FewestDigits = 5;
    const int MostDigits = 20;
    const int LongestGroup = 256;

    public static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length is >= FewestDigits and <= MostDigits && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Gets the digits of a phone number; <see langword="null"/> if it is none. None are added and none left out.</summary>
    public static string? DigitsOf(string? text)
    {
        if (text is null or { Length: > 4 * MostDigits })
        {
            return null;
        }

        if (IsNumber(text))
        {
            return text;
        }

        var digits = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                digits.Append(letter);
            }
            else if (!char.IsWhiteSpace(letter) && letter is not ('+' or '-' or '(' or ')' or '.'))
            {
                return null;
            }
        }

        string number = digits.ToString();
        return IsNumber(number) ? number : null;
    }

    /// <summary>Gets the address of somebody who is named by number or, where that is to be expected least, by user id.</summary>
    public static string? Of(string? text) => DigitsOf(text) is { } digits ? digits + NumberServer : OfUserId(text);

    /// <summary>Gets the address of a business-scoped user id.</summary>
    public static string? OfUserId(string? text) =>
        !string.IsNullOrEmpty(text) && Jid.TryParse(text + BsuidServer, out Jid jid) && jid.User == text ? jid.Value : null;

    /// <summary>Gets the address of a group: Base64 of <c>capi_group:number:group</c>.</summary>
    public static string? OfGroup(string? text)
    {
        if (text is null or { Length: > LongestGroup })
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[LongestGroup];
        if (!Base64Text.TryDecode(text, bytes, out int length) || !bytes[..length].StartsWith("capi_group:"u8))
        {
            return null;
        }

        string group = Encoding.Latin1.GetString(bytes[(bytes[..length].LastIndexOf((byte)':') + 1)..length]);
        return Jid.TryParse(group + GroupServer, out Jid jid) && jid.User == group ? jid.Value : null;
    }
}
