using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>A WhatsApp address in canonical spelling: no device, no agent, one name for each server.</summary>
/// <remarks>
/// Two spellings of one address are equal after parsing: <c>5511987654321:12@s.whatsapp.net</c> and <c>5511987654321@c.us</c>.
/// A LID and a phone number are never equal by themselves; that takes a <see cref="JidClaim"/>.
/// The default value is "none". Ordered by UTF-8 bytes. Immutable. It is text in JSON, a key of a JSON object too, and wherever a framework binds
/// text to a parameter; "none" is the empty text there.
/// </remarks>
[JsonConverter(typeof(TextJsonConverter<Jid>))]
[TypeConverter(typeof(JidTypeConverter))]
public readonly struct Jid : IEquatable<Jid>, IComparable<Jid>, ISpanParsable<Jid>, ISpanFormattable
{
    readonly string? _value;

    internal Jid(string value, JidKind kind)
    {
        _value = value;
        Kind = kind;
    }

    /// <summary>Gets what the JID addresses.</summary>
    public JidKind Kind { get; }

    /// <summary>Gets the canonical spelling, at most 128 bytes, that of a business-scoped user id 160; empty for none.</summary>
    public string Value => _value ?? "";

    /// <summary>Gets the part before the <c>@</c>; empty for none.</summary>
    public string User => _value is null ? "" : _value[.._value.IndexOf('@', StringComparison.Ordinal)];

    /// <summary>Gets whether this is no JID at all.</summary>
    public bool IsNone => _value is null;

    /// <summary>Gets whether the JID names a person: by number, by LID or by business-scoped user id.</summary>
    public bool IsPerson => Kind is JidKind.Number or JidKind.Lid or JidKind.Bsuid;

    /// <summary>Parses any spelling WhatsApp or its libraries use.</summary>
    /// <param name="text">The spelling; surrounding white space is ignored.</param>
    /// <exception cref="FormatException">The text is not a JID.</exception>
    public static Jid Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out Jid jid)
            ? jid
            : throw new FormatException("This is not a JID. A JID reads user@server, such as 5511987654321@s.whatsapp.net; for a bare phone number use FromPhone.");
    }

    /// <summary>Parses any spelling WhatsApp or its libraries use, without throwing.</summary>
    /// <returns><see langword="false"/> if the text is empty, has no user, no server, or is malformed.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Jid jid) => JidParser.TryParse(text, out jid);

    /// <summary>Makes the JID of a phone number as people write it: digits, with an optional <c>+</c>, spaces, dots, dashes and brackets.</summary>
    /// <exception cref="FormatException">The text is not a phone number of 5 to 20 digits.</exception>
    public static Jid FromPhone(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        Span<char> digits = stackalloc char[20];
        int length = 0;
        foreach (char c in phone)
        {
            bool ignored = c is ' ' or '.' or '-' or '(' or ')' || c == '+' && length == 0;
            if (!ignored && (!char.IsAsciiDigit(c) || length == digits.Length))
            {
                throw NotAPhone();
            }

            if (!ignored)
            {
                digits[length++] = c;
            }
        }

        return length < 5 ? throw NotAPhone() : Parse($"{digits[..length]}@s.whatsapp.net");

        static FormatException NotAPhone() => new("A phone number has 5 to 20 digits, with an optional leading +, spaces, dots, dashes or brackets.");
    }

    static Jid IParsable<Jid>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Jid>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Jid result) => TryParse(s, out result);

    static Jid ISpanParsable<Jid>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    static bool ISpanParsable<Jid>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Jid result) => TryParse(s.ToString(), out result);

    /// <inheritdoc/>
    public int CompareTo(Jid other) => Utf8Order.Compare(Value, other.Value);

    /// <inheritdoc/>
    public bool Equals(Jid other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Jid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : string.GetHashCode(_value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Value;

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bool fits = Value.TryCopyTo(destination);
        charsWritten = fits ? Value.Length : 0;
        return fits;
    }

    /// <summary>Compares by canonical spelling.</summary>
    public static bool operator ==(Jid left, Jid right) => left.Equals(right);

    /// <summary>Compares by canonical spelling.</summary>
    public static bool operator !=(Jid left, Jid right) => !left.Equals(right);

    /// <summary>Orders by UTF-8 bytes.</summary>
    public static bool operator <(Jid left, Jid right) => left.CompareTo(right) < 0;

    /// <summary>Orders by UTF-8 bytes.</summary>
    public static bool operator >(Jid left, Jid right) => left.CompareTo(right) > 0;

    /// <summary>Orders by UTF-8 bytes.</summary>
    public static bool operator <=(Jid left, Jid right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by UTF-8 bytes.</summary>
    public static bool operator >=(Jid left, Jid right) => left.CompareTo(right) >= 0;
}
