using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads 64-bit integers in every form that JavaScript and its kin give them.</summary>
static class JsonNumbers
{
    /// <summary>Reads the value at which the reader stands.</summary>
    public static long? Read(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return json.TryGetInt64(out long number) ? number : json.TryGetDouble(out double real) ? ToInteger(real) : null;
            case JsonTokenType.String:
                return Utf8Parser.TryParse(json.ValueSpan, out long parsed, out int digits) && digits == json.ValueSpan.Length ? parsed : null;
            case JsonTokenType.StartObject:
                return ReadWords(ref json);
            default:
                json.TrySkip();
                return null;
        }
    }

    /// <summary>Reads a time written as ISO 8601; without an offset it is UTC.</summary>
    public static DateTimeOffset? ReadIsoTime(ref Utf8JsonReader json)
    {
        const int Shortest = 10;
        const int Longest = 40;
        ReadOnlySpan<byte> text = json.ValueSpan;
        return json.TokenType == JsonTokenType.String
            && text.Length is >= Shortest and <= Longest
            && text[4] == (byte)'-'
            && DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
    }

    static long? ToInteger(double real) => real is >= long.MinValue and < long.MaxValue && real == Math.Floor(real) ? (long)real : null;

    // {"low":…,"high":…,"unsigned":…}: the low word is signed by accident, the high word by right.
    static long? ReadWords(ref Utf8JsonReader json)
    {
        long? low = null;
        long? high = null;
        bool isUnsigned = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isLow = JsonText.Is(json, "low"u8);
            bool isHigh = JsonText.Is(json, "high"u8);
            bool isSign = JsonText.Is(json, "unsigned"u8);
            json.Read();
            if ((isLow || isHigh) && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long word))
            {
                low = isLow ? word : low;
                high = isHigh ? word : high;
            }
            else
            {
                isUnsigned |= isSign && json.TokenType == JsonTokenType.True;
                json.TrySkip();
            }
        }

        if (low is null)
        {
            return null;
        }

        long value = (long)((ulong)(uint)(high ?? 0) << 32 | (uint)low.Value);
        return isUnsigned && value < 0 ? null : value;
    }
}
