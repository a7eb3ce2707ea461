namespace HistoryImport.WhatsApp;

/// <summary>Tells the form of a payload from its first bytes.</summary>
static class PayloadSniffer
{
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>Gets how many bytes may stand between documents at the start of this: blanks, commas, record separators, marks of byte order.</summary>
    /// <param name="text">What is there.</param>
    public static int CountBetween(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (IsWhiteSpace(text[at]) || IsSeparator(text[at]))
            {
                at++;
            }
            else if (text[at..].StartsWith(ByteOrderMark))
            {
                at += ByteOrderMark.Length;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Whether this may stand between documents: the comma of hand-made lists, the record separator of RFC 7464.</summary>
    public static bool IsSeparator(byte b) => b is (byte)',' or 0x1E;

    /// <param name="head">The first bytes, as many as there are, up to a few thousand.</param>
    public static PayloadForm Tell(ReadOnlySpan<byte> head)
    {
        if (TellEncoding(head) is not PayloadForm.Unknown and var encoding)
        {
            return encoding;
        }

        ReadOnlySpan<byte> text = head[CountBetween(head)..];
        if (text.IsEmpty)
        {
            return PayloadForm.Empty;
        }

        if (text[0] is (byte)'{' or (byte)'[' || text[0] == (byte)'"' && JsonTexts.IsOne(text))
        {
            return PayloadForm.Json;
        }

        return IsZlib(head) ? PayloadForm.Zlib : IsProtobuf(head) ? PayloadForm.Protobuf : PayloadForm.Unknown;
    }

    /// <summary>Tells whether what is there has to be decompressed, or made UTF-8, before anything can be told of it.</summary>
    /// <returns><see cref="PayloadForm.Unknown"/> if not.</returns>
    public static PayloadForm TellEncoding(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x1F, 0x8B, 0x08]) ? PayloadForm.Gzip
        : head.StartsWith<byte>([0xFF, 0xFE]) || IsUtf16(head, letter: 0) ? PayloadForm.Utf16
        : head.StartsWith<byte>([0xFE, 0xFF]) || IsUtf16(head, letter: 1) ? PayloadForm.Utf16BigEndian
        : PayloadForm.Unknown;

    // Without a mark, the brackets and the quote with which JSON starts have zeros beside them.
    static bool IsUtf16(ReadOnlySpan<byte> head, int letter) =>
        head.Length >= 4
        && head[letter] is (byte)'{' or (byte)'['
        && head[2 + letter] is (byte)'{' or (byte)'[' or (byte)'"' or (byte)' ' or (byte)'\r' or (byte)'\n'
        && head[1 - letter] == 0
        && head[3 - letter] == 0;

    /// <summary>Whether these are the two bytes of a zlib header without a dictionary.</summary>
    public static bool IsZlib(ReadOnlySpan<byte> head)
    {
        // 0x08 is also what a history set starts with: the number of its type. No zlib writes windows that small.
        const int Deflate = 8;
        const int LargestWindow = 7;
        const int Dictionary = 0x20;
        return head.Length >= 2
            && (head[0] & 0x0F) == Deflate
            && head[0] >> 4 is > 0 and <= LargestWindow
            && (head[1] & Dictionary) == 0
            && (head[0] << 8 | head[1]) % 31 == 0;
    }

    static bool IsProtobuf(ReadOnlySpan<byte> head) => new ProtobufFieldReader(head, 0, head.Length).Next(out _) || StartsLongField(head);

    // The first field may be longer than the head.
    static bool StartsLongField(ReadOnlySpan<byte> head)
    {
        var reader = new ProtobufFieldReader(head, 0, head.Length);
        reader.Next(out _);
        return reader.IsTruncated;
    }
}
