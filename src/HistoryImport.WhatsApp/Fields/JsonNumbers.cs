using System.Buffers.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads 64-bit integers in every form that JavaScript, its kin and its databases give them.</summary>
static class JsonNumbers
{
    /// <summary>Reads the value at which the reader stands.</summary>
    public static long? Read(ref JsonTokens json) => Read(ref json, isWhole: true);

    /// <summary>Reads the value at which the reader stands; of a fraction, what is before the point.</summary>
    public static long? ReadFloor(ref JsonTokens json) => Read(ref json, isWhole: false);

    static long? Read(ref JsonTokens json, bool isWhole)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return Parse(json.ValueSpan, isWhole);
            case JsonTokenType.String:
                return Parse(JsonText.Plain(json).Trim(" \t\r\n"u8), isWhole);
            case JsonTokenType.StartObject:
                return ReadObject(ref json, isWhole);
            default:
                json.TrySkip();
                return null;
        }
    }

    static long? Parse(ReadOnlySpan<byte> text, bool isWhole) =>
        Utf8Parser.TryParse(text, out long number, out int digits) && digits == text.Length ? number
        : Utf8Parser.TryParse(text, out double real, out digits) && digits == text.Length ? ToInteger(real, isWhole)
        : null;

    static long? ToInteger(double real, bool isWhole) =>
        real is >= long.MinValue and < long.MaxValue && (!isWhole || real == Math.Floor(real)) ? (long)Math.Floor(real) : null;

    // {"low":…,"high":…,"unsigned":…}: the low word is signed by accident, the high word by right. Or MongoDB's {"$numberLong":"…"}.
    static long? ReadObject(ref JsonTokens json, bool isWhole)
    {
        long? low = null;
        long? high = null;
        long? whole = null;
        bool isUnsigned = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isLow = JsonText.Is(json, "low"u8) || JsonText.Is(json, "low_"u8);
            bool isHigh = JsonText.Is(json, "high"u8) || JsonText.Is(json, "high_"u8);
            bool isSign = JsonText.Is(json, "unsigned"u8);
            bool isWord = isLow || isHigh || JsonText.Plain(json).StartsWith("$number"u8);
            json.Read();
            if (!isWord)
            {
                isUnsigned |= isSign && json.TokenType == JsonTokenType.True;
                json.TrySkip();
                continue;
            }

            long? word = Read(ref json, isWhole);
            low = isLow ? word ?? low : low;
            high = isHigh ? word ?? high : high;
            whole = isLow || isHigh ? whole : word ?? whole;
        }

        if (low is null)
        {
            return whole;
        }

        long value = (long)((ulong)(uint)(high ?? 0) << 32 | (uint)low.Value);
        return isUnsigned && value < 0 ? null : value;
    }
}
