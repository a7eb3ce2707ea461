namespace HistoryImport.WhatsApp;

/// <summary>Tells the form of a payload from its first bytes.</summary>
static class PayloadSniffer
{
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <param name="head">The first bytes, as many as there are, up to a few thousand.</param>
    public static PayloadForm Tell(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith(ByteOrderMark) ? head[ByteOrderMark.Length..] : head;
        while (!text.IsEmpty && IsWhiteSpace(text[0]))
        {
            text = text[1..];
        }

        if (!text.IsEmpty && text[0] is (byte)'{' or (byte)'[')
        {
            return PayloadForm.Json;
        }

        return IsZlib(head) ? PayloadForm.Zlib : IsProtobuf(head) ? PayloadForm.Protobuf : PayloadForm.Unknown;
    }

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
