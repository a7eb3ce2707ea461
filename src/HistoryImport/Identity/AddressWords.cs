using System.Text;

namespace HistoryImport;

/// <summary>Finds what may be the address of a person in a payload, whatever its form: words of letters, digits, dots and dashes, and the numbers in them.</summary>
static class AddressWords
{
    /// <summary>The shortest address that is looked for without its server; shorter ones are no number of a person.</summary>
    public const int Shortest = 6;

    const int Longest = 160;

    enum Form
    {
        Text,
        Json,
        Protobuf,
    }

    /// <summary>Looks at each word of a payload until one is wanted.</summary>
    public static bool Any(ReadOnlySpan<byte> payload, Func<string, bool> isWanted) => Any(payload, isWanted, IsJson(payload) ? Form.Json : Form.Protobuf);

    /// <summary>Looks at each word of what people read until one is wanted.</summary>
    public static bool AnyInText(string text, Func<string, bool> isWanted) => Any(Encoding.UTF8.GetBytes(text), isWanted, Form.Text);

    static bool Any(ReadOnlySpan<byte> payload, Func<string, bool> isWanted, Form form)
    {
        for (int start = 0; start < payload.Length;)
        {
            int length = LengthOf(payload[start..], IsOfWord);
            ReadOnlySpan<byte> word = payload.Slice(start, length);
            if (length >= Shortest
                ? IsWanted(word, isWanted, form) || AnyNumber(payload, start, length, isWanted, form)
                : IsShortWanted(word, payload[(start + length)..], isWanted))
            {
                return true;
            }

            start += length + 1;
        }

        return false;
    }

    static bool IsWanted(ReadOnlySpan<byte> word, Func<string, bool> isWanted, Form form) =>
        word.Length <= Longest && (isWanted(Encoding.ASCII.GetString(word)) || form == Form.Text && isWanted(Encoding.ASCII.GetString(word.Trim("._-"u8))));

    // Alone it stands in too many payloads by chance.
    static bool IsShortWanted(ReadOnlySpan<byte> word, ReadOnlySpan<byte> rest, Func<string, bool> isWanted) =>
        !word.IsEmpty && rest.StartsWith("@"u8) && LengthOf(rest[1..], IsOfWord) is > 0 and <= Longest and var server
        && isWanted(Encoding.ASCII.GetString(word) + Encoding.ASCII.GetString(rest[..(1 + server)]));

    static bool AnyNumber(ReadOnlySpan<byte> payload, int start, int count, Func<string, bool> isWanted, Form form)
    {
        for (int at = start, end = start + count; at < end;)
        {
            int length = LengthOf(payload[at..end], static one => char.IsAsciiDigit((char)one));
            if (length is >= Shortest and <= Longest
                && (length < count && isWanted(Encoding.ASCII.GetString(payload.Slice(at, length))) || form == Form.Protobuf && IsNumberAmongFields(payload, at, length, isWanted)))
            {
                return true;
            }

            at += length + 1;
        }

        return false;
    }

    // In protobuf a text stands between its length and the tag of the field that follows: either may look like one digit more.
    static bool IsNumberAmongFields(ReadOnlySpan<byte> payload, int start, int count, Func<string, bool> isWanted)
    {
        ReadOnlySpan<byte> digits = payload.Slice(start, count);
        bool isBeforeTag = digits[^1] is (byte)'0' or (byte)'2' or (byte)'8';
        bool isBehindLength = start > 0 && (payload[start - 1] & 7) == 2 && payload.Length - start > digits[0];
        return isBeforeTag && Is(digits[..^1]) || isBehindLength && Is(digits[1..]);

        bool Is(ReadOnlySpan<byte> number) => number.Length >= Shortest && isWanted(Encoding.ASCII.GetString(number));
    }

    static bool IsJson(ReadOnlySpan<byte> payload) => payload.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    static int LengthOf(ReadOnlySpan<byte> text, Func<byte, bool> belongs)
    {
        int length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }

    static bool IsOfWord(byte one) => char.IsAsciiLetterOrDigit((char)one) || one is (byte)'.' or (byte)'-' or (byte)'_';
}
