namespace HistoryImport.WhatsApp;

/// <summary>Tells texts that hold JSON from what people write.</summary>
static class JsonTexts
{
    /// <summary>How many bytes of a text are enough to tell.</summary>
    public const int Telling = 32;

    /// <param name="text">What is there of a text, from its opening quote on.</param>
    public static bool IsOne(ReadOnlySpan<byte> text) => IsInside(text[1..]);

    /// <param name="text">What is there of a text, without its opening quote.</param>
    public static bool IsInside(ReadOnlySpan<byte> text)
    {
        text = SkipBlanks(text);
        int quote = CountQuote(text);
        if (quote > 0)
        {
            // A text in a text.
            text = SkipBlanks(text[quote..]);
            return text.StartsWith("{"u8) || text.StartsWith("["u8);
        }

        if (text.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<byte> inside = SkipBlanks(text[1..]);
        return text[0] switch
        {
            (byte)'{' => CountQuote(inside) > 0 || inside.StartsWith("}"u8),
            (byte)'[' => inside.StartsWith("{"u8) || inside.StartsWith("["u8) || inside.StartsWith("]"u8) || CountQuote(inside) > 0,
            _ => false,
        };
    }

    // Some programs escape a quote by its number.
    static int CountQuote(ReadOnlySpan<byte> text) => text.StartsWith("\\\""u8) ? 2 : text.StartsWith("\\u0022"u8) ? 6 : 0;

    static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int blank = text.StartsWith(" "u8) ? 1 : text.StartsWith("\\n"u8) || text.StartsWith("\\t"u8) || text.StartsWith("\\r"u8) ? 2 : 0;
            if (blank == 0)
            {
                return text;
            }

            text = text[blank..];
        }
    }
}
