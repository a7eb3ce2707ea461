using System.Text;

namespace HistoryImport;

/// <summary>Finds what may be the address of a person in a payload, whatever its form: words of letters, digits, dots and dashes, and the numbers in them.</summary>
static class AddressWords
{
    /// <summary>The shortest address that is looked for; shorter ones are no number of a person.</summary>
    public const int Shortest = 6;

    const int Longest = 160;

    /// <summary>Looks at each word of a payload until one is wanted.</summary>
    public static bool Any(ReadOnlySpan<byte> payload, Func<string, bool> isWanted) => Any(payload, isWanted, isText: false);

    /// <summary>Looks at each word of what people read until one is wanted.</summary>
    public static bool AnyInText(string text, Func<string, bool> isWanted) => Any(Encoding.UTF8.GetBytes(text), isWanted, isText: true);

    static bool Any(ReadOnlySpan<byte> payload, Func<string, bool> isWanted, bool isText)
    {
        for (int start = 0; start < payload.Length;)
        {
            int length = LengthOf(payload[start..], IsOfWord);
            if (length is >= Shortest and <= Longest && IsWanted(payload.Slice(start, length), isWanted, isText))
            {
                return true;
            }

            start += length + 1;
        }

        return false;
    }

    static bool IsWanted(ReadOnlySpan<byte> word, Func<string, bool> isWanted, bool isText)
    {
        if (isWanted(Encoding.ASCII.GetString(word)) || isText && isWanted(Encoding.ASCII.GetString(word.Trim("._-"u8))))
        {
            return true;
        }

        for (int start = 0; start < word.Length;)
        {
            int length = LengthOf(word[start..], static one => char.IsAsciiDigit((char)one));
            if (length >= Shortest && length < word.Length && isWanted(Encoding.ASCII.GetString(word.Slice(start, length)))
                || !isText && IsNumberBeforeATag(word.Slice(start, length), isWanted))
            {
                return true;
            }

            start += length + 1;
        }

        return false;
    }

    // In protobuf a field follows at once, and what it begins with may look like one digit more.
    static bool IsNumberBeforeATag(ReadOnlySpan<byte> digits, Func<string, bool> isWanted) =>
        digits.Length > Shortest && digits[^1] is (byte)'0' or (byte)'2' or (byte)'8' && isWanted(Encoding.ASCII.GetString(digits[..^1]));

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
