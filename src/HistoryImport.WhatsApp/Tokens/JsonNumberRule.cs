using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>What a number in JSON may look like.</summary>
static class JsonNumberRule
{
    static readonly SearchValues<byte> _signs = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>Counts the bytes that may be of a number.</summary>
    /// <param name="text">What is there, from the number on.</param>
    public static int Count(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExcept(_signs);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Counts the digits of a number that is nothing else, as nearly every one is, and at its end.</summary>
    /// <param name="text">What is there, from the number on.</param>
    /// <returns>0 if it is none, or may be another.</returns>
    public static int CountDigits(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiDigit((char)text[length]))
        {
            length++;
        }

        return length < text.Length && text[0] != (byte)'0' && MayStandBefore(text[length]) ? length : 0;
    }

    /// <summary>Whether a number may stand before this.</summary>
    public static bool MayStandBefore(byte b) => b is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'/';

    /// <summary>Whether these are a number, or the start of one that goes on.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text, bool isStart)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        text = text[(text[0] == (byte)'-' ? 1 : 0)..];
        bool isSound = (text.Length < 2 || text[0] != (byte)'0' || !char.IsAsciiDigit((char)text[1])) && TryPassDigits(ref text, isStart);
        if (isSound && !text.IsEmpty && text[0] == (byte)'.')
        {
            text = text[1..];
            isSound = TryPassDigits(ref text, isStart);
        }

        if (isSound && !text.IsEmpty && text[0] is (byte)'e' or (byte)'E')
        {
            text = text[1..];
            text = text[(!text.IsEmpty && text[0] is (byte)'+' or (byte)'-' ? 1 : 0)..];
            isSound = TryPassDigits(ref text, isStart);
        }

        return isSound && text.IsEmpty;
    }

    static bool TryPassDigits(ref ReadOnlySpan<byte> text, bool isStart)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        int length = end < 0 ? text.Length : end;
        text = text[length..];
        return length > 0 || isStart && text.IsEmpty;
    }
}
