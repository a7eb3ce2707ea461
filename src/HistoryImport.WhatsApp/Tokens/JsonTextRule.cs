using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HistoryImport.WhatsApp;

/// <summary>Where a text in JSON ends, and what may stand in it.</summary>
static class JsonTextRule
{
    const int DigitsOfUnit = 4;

    static readonly SearchValues<byte> _telling = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(sign => (byte)sign)]);

    /// <summary>Finds a quote, a backslash, or what may stand in no text; else the end of the data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindTelling(ReadOnlySpan<byte> data, int at)
    {
        // Most names and texts end in the first few bytes.
        if (data.Length - at < Vector128<byte>.Count)
        {
            return FindFar(data, at);
        }

        Vector128<byte> bytes = Vector128.Create(data.Slice(at, Vector128<byte>.Count));
        Vector128<byte> hits = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
        return hits == Vector128<byte>.Zero
            ? FindFar(data, at + Vector128<byte>.Count)
            : at + BitOperations.TrailingZeroCount(hits.ExtractMostSignificantBits());
    }

    /// <summary>Finds the closing quote of a text in which there is an escape, or something that may not stand in it.</summary>
    /// <param name="data">What is there.</param>
    /// <param name="at">Stands at the first of them; afterwards at the closing quote.</param>
    /// <returns>Whether there is one; <see langword="null"/> if something stands in the text that may not.</returns>
    public static bool? PassEscapes(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length && data[at] != (byte)'"')
        {
            if (PassEscape(data, ref at) is not true and var end)
            {
                return end;
            }

            at = FindTelling(data, at);
        }

        return at < data.Length;
    }

    static bool? PassEscape(ReadOnlySpan<byte> data, ref int at)
    {
        if (data[at] != (byte)'\\')
        {
            return null;
        }

        ReadOnlySpan<byte> escape = data[(at + 1)..];
        if (escape.IsEmpty)
        {
            return false;
        }

        if (escape[0] != (byte)'u')
        {
            at += 2;
            return "\"\\/bfnrt"u8.Contains(escape[0]) ? true : null;
        }

        ReadOnlySpan<byte> digits = escape[1..Math.Min(escape.Length, 1 + DigitsOfUnit)];
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return null;
            }
        }

        at += 2 + digits.Length;
        return digits.Length == DigitsOfUnit;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static int FindFar(ReadOnlySpan<byte> data, int at)
    {
        int found = data[at..].IndexOfAny(_telling);
        return found < 0 ? data.Length : at + found;
    }
}
