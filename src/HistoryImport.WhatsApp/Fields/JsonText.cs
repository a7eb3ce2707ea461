using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace HistoryImport.WhatsApp;

/// <summary>Reads JSON strings with escapes. The framework's own way throws on a lone surrogate, which phones do send.</summary>
static class JsonText
{
    const int OnStack = 512;

    /// <summary>Unescapes the inside of a JSON string whose escapes are known to be well formed.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped)
    {
        Repairs ignored = default;
        return Unescape(escaped, ref ignored);
    }

    /// <summary>Unescapes the inside of a JSON string whose escapes are known to be well formed.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped, ref Repairs repairs)
    {
        char[]? rented = null;
        Span<char> text = escaped.Length <= OnStack ? stackalloc char[OnStack] : rented = ArrayPool<char>.Shared.Rent(escaped.Length);
        try
        {
            text = text[..Write(escaped, text)];
            repairs |= Repair(text) || text.Contains(Texts.Replacement) && !Utf8.IsValid(escaped) ? Repairs.Text : Repairs.None;
            return new string(text);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    /// <summary>Unescapes the inside of a JSON string whose escapes are known to be well formed, as UTF-8.</summary>
    public static ReadOnlySpan<byte> UnescapeUtf8(ReadOnlySpan<byte> escaped)
    {
        // Units of UTF-16 may be halves, and need the longer way. JSON in a text has hardly any.
        if (escaped.IndexOf("\\u"u8) >= 0)
        {
            return Encoding.UTF8.GetBytes(Unescape(escaped));
        }

        byte[] text = new byte[escaped.Length];
        int length = 0;
        while (true)
        {
            int plain = escaped.IndexOf((byte)'\\');
            ReadOnlySpan<byte> copied = plain < 0 ? escaped : escaped[..plain];
            copied.CopyTo(text.AsSpan(length));
            length += copied.Length;
            if (plain < 0)
            {
                return text.AsSpan(0, length);
            }

            text[length++] = (byte)LetterOf(escaped[plain + 1]);
            escaped = escaped[(plain + 2)..];
        }
    }

    /// <summary>Whether the string or name at which a reader stands has this text.</summary>
    public static bool Is(in JsonTokens json, ReadOnlySpan<byte> text) => Plain(json).SequenceEqual(text);

    /// <summary>Gets the string or name at which a reader stands without escapes.</summary>
    public static ReadOnlySpan<byte> Plain(in JsonTokens json) =>
        json.ValueIsEscaped ? UnescapeUtf8(json.ValueSpan) : json.ValueSpan;

    static int Write(ReadOnlySpan<byte> escaped, Span<char> text)
    {
        int length = 0;
        while (!escaped.IsEmpty)
        {
            int plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return length + Encoding.UTF8.GetChars(escaped, text[length..]);
            }

            length += Encoding.UTF8.GetChars(escaped[..plain], text[length..]);
            escaped = escaped[(plain + 1)..];
            if (escaped[0] == (byte)'u' && Utf8Parser.TryParse(escaped.Slice(1, 4), out ushort unit, out _, 'x'))
            {
                text[length++] = (char)unit;
                escaped = escaped[5..];
                continue;
            }

            text[length++] = LetterOf(escaped[0]);
            escaped = escaped[1..];
        }

        return length;
    }

    static char LetterOf(byte escaped) => escaped switch
    {
        (byte)'n' => '\n',
        (byte)'t' => '\t',
        (byte)'r' => '\r',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)escaped,
    };

    // Tells whether there was anything to repair.
    static bool Repair(Span<char> text)
    {
        bool isRepaired = text.Contains('\0');
        text.Replace('\0', Texts.Replacement);
        for (int at = NextSurrogate(text, 0); at < text.Length; at = NextSurrogate(text, at))
        {
            bool paired = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
            if (!paired)
            {
                text[at] = Texts.Replacement;
                isRepaired = true;
            }

            at += paired ? 2 : 1;
        }

        return isRepaired;
    }

    static int NextSurrogate(ReadOnlySpan<char> text, int from)
    {
        int found = text[from..].IndexOfAnyInRange('\uD800', '\uDFFF');
        return found < 0 ? text.Length : from + found;
    }
}
