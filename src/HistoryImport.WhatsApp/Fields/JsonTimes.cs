using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads times that are written as such: ISO 8601 and what Go prints, <c>{seconds, nanos}</c>, MongoDB's <c>{"$date": …}</c>.</summary>
static class JsonTimes
{
    const int Shortest = 10;
    const int Longest = 64;

    // The year 9999 in milliseconds.
    const long Last = 253_402_300_799_999;

    /// <summary>Reads the value at which the reader stands, if it is such a time.</summary>
    /// <param name="json">Stands at the value; moves only if it is one.</param>
    /// <returns>Unix milliseconds; <see langword="null"/> if it is a number, or nothing.</returns>
    public static long? Read(ref JsonTokens json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.ValueSpan is [.., (byte)'Z'] && !json.ValueIsEscaped && ParseIso(json) is { } time ? time : Parse(JsonText.Plain(json));
            case JsonTokenType.StartObject:
                return TryReadObject(ref json);
            default:
                return null;
        }
    }

    // Never inlined: else room for another reader would be cleared for every number, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static long? TryReadObject(ref JsonTokens json)
    {
        JsonTokens ahead = json;
        long? time = ReadObject(ref ahead);
        json = time is null ? json : ahead;
        return time;
    }

    static long? ReadObject(ref JsonTokens json)
    {
        long? seconds = null;
        long? nanos = null;
        long? time = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isDate = JsonText.Is(json, "$date"u8);
            bool isSeconds = JsonText.Is(json, "seconds"u8) || JsonText.Is(json, "_seconds"u8) || JsonText.Is(json, "t"u8);
            bool isNanos = JsonText.Is(json, "nanos"u8) || JsonText.Is(json, "_nanoseconds"u8) || JsonText.Is(json, "nanoseconds"u8);
            bool isTimestamp = JsonText.Is(json, "$timestamp"u8);
            json.Read();
            if (isDate)
            {
                time = Read(ref json) ?? JsonNumbers.ReadFloor(ref json);
            }
            else if (isTimestamp)
            {
                time = Read(ref json);
            }
            else if (isSeconds)
            {
                seconds = JsonNumbers.ReadFloor(ref json);
            }
            else if (isNanos)
            {
                nanos = JsonNumbers.ReadFloor(ref json);
            }
            else
            {
                json.TrySkip();
            }
        }

        return time is >= 0 and <= Last ? time
            : seconds is >= 0 and <= Last / 1000 ? seconds * 1000 + Math.Clamp(nanos ?? 0, 0, 999_999_999) / 1_000_000
            : null;
    }

    // Never inlined, for the same reason. The framework's reader is quicker at it than its parser.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static long? ParseIso(in JsonTokens json)
    {
        var text = new Utf8JsonReader(json.Data[json.Start..json.Consumed]);
        return text.Read() && text.TryGetDateTimeOffset(out DateTimeOffset time) ? time.ToUnixTimeMilliseconds() : null;
    }

    static long? Parse(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (text.Length is < Shortest or > Longest || text[4] != (byte)'-' && !char.IsAsciiLetter((char)text[0]))
        {
            return null;
        }

        string plain = Encoding.UTF8.GetString(WithoutZoneName(text));
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : null;
    }

    // Go prints the offset, the zone's name, and at times the reading of another clock: 2026-06-01 02:15:01.5 -0300 -03 m=+0.1.
    static ReadOnlySpan<byte> WithoutZoneName(ReadOnlySpan<byte> text)
    {
        int date = text.IndexOf((byte)' ');
        int clock = date < 0 ? -1 : text[(date + 1)..].IndexOf((byte)' ');
        if (clock < 0 || text[4] != (byte)'-')
        {
            return text;
        }

        int offset = date + clock + 2;
        int end = text[offset..].IndexOf((byte)' ');
        return end < 0 ? text : text[..(offset + end)];
    }
}
