using System.Buffers;
using System.Text;

namespace HistoryImport.Relational;

/// <summary>The raw payload as its row holds it: what stands in another column of the row is left out, and put back by whoever reads it. Used by one
/// thread at a time.</summary>
/// <remarks>A payload of which something is left out begins with a zero, as no message of WhatsApp does. Then come, again and again, the length of a piece, seven bits a byte, the lowest
/// first, the piece, and the number of the part that follows it.</remarks>
sealed class RawColumn
{
    const byte Mark = 0;

    // A cut costs three bytes, and a search.
    const int ShortestPart = 8;

    const int Parts = 7;

    // A payload may repeat its own text as often as it likes.
    const int MostPlaces = 4;

    /// <summary>What a payload begins with of which something may be left out.</summary>
    public static ReadOnlySpan<byte> Shortened => [Mark];

    readonly ArrayBufferWriter<byte> _buffer = new(1024);
    readonly ArrayBufferWriter<byte> _text = new(256);

    /// <summary>Makes what a column holds, until the next is made; empty if there is no payload.</summary>
    public ReadOnlySpan<byte> Write(MessageContent content)
    {
        ReadOnlySpan<byte> raw = content.Raw.Span;
        if (raw.IsEmpty)
        {
            return raw;
        }

        Span<Cut> cuts = stackalloc Cut[Parts];
        cuts = cuts[..Find(raw, content, cuts)];
        if (cuts.IsEmpty && raw[0] != Mark)
        {
            return raw;
        }

        cuts.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        _buffer.ResetWrittenCount();
        _buffer.Write(Shortened);
        int done = 0;
        foreach (Cut cut in cuts)
        {
            WritePiece(raw[done..cut.Start]);
            _buffer.Write([cut.Part]);
            done = cut.Start + cut.Length;
        }

        WritePiece(raw[done..]);
        return _buffer.WrittenSpan;
    }

    /// <summary>Makes what a column holds, to keep; <see langword="null"/> if there is no payload.</summary>
    public byte[]? ToArray(MessageContent content) => content.Raw.IsEmpty ? null : Write(content).ToArray();

    /// <summary>Puts back what was left out.</summary>
    /// <param name="stored">What the column holds.</param>
    /// <param name="body">The body of the same row.</param>
    /// <param name="media">The media of the same row.</param>
    public static byte[] Read(ReadOnlySpan<byte> stored, string body, MediaDescriptor? media)
    {
        if (stored.IsEmpty || stored[0] != Mark)
        {
            return stored.ToArray();
        }

        var raw = new ArrayBufferWriter<byte>(2 * stored.Length + body.Length);
        for (int at = 1; at < stored.Length;)
        {
            int length = Length(stored, ref at);
            raw.Write(stored.Slice(at, length));
            at += length;
            if (at < stored.Length)
            {
                Part(stored[at++], body, media, raw);
            }
        }

        return raw.WrittenSpan.ToArray();
    }

    int Find(ReadOnlySpan<byte> raw, MessageContent content, Span<Cut> cuts)
    {
        int count = 0;
        for (byte part = 0; part < (content.Media is null ? 1 : Parts); part++)
        {
            _text.ResetWrittenCount();
            Part(part, content.Body, content.Media, _text);
            ReadOnlySpan<byte> wanted = _text.WrittenSpan;
            int start = wanted.Length < ShortestPart ? -1 : Place(raw, wanted);
            if (start >= 0 && !Meets(cuts[..count], start, wanted.Length))
            {
                cuts[count++] = new Cut(start, wanted.Length, part);
            }
        }

        return count;
    }

    static int Place(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> wanted)
    {
        int start = 0;
        for (int places = 0; places < MostPlaces && raw[start..].IndexOf(wanted) is >= 0 and var further; places++, start++)
        {
            start += further;
            if (!Splits(raw, start) && !Splits(raw, start + wanted.Length))
            {
                return start;
            }
        }

        return -1;
    }

    // An erasure looks for addresses in the pieces and in the parts: none may stand half in either.
    static bool Splits(ReadOnlySpan<byte> raw, int border) =>
        border > 0 && border < raw.Length && char.IsAsciiDigit((char)raw[border]) && (raw[border - 1] == '.' || char.IsAsciiDigit((char)raw[border - 1]));

    static bool Meets(ReadOnlySpan<Cut> cuts, int start, int length)
    {
        foreach (Cut cut in cuts)
        {
            if (start < cut.Start + cut.Length && cut.Start < start + length)
            {
                return true;
            }
        }

        return false;
    }

    // The numbers stand in databases.
    static void Part(byte part, string body, MediaDescriptor? media, ArrayBufferWriter<byte> writer)
    {
        if (part is 0 or > 3 && (part == 0 ? body : Text(part, media)) is { } text)
        {
            Encoding.UTF8.GetBytes(text, writer);
        }
        else if (part is > 0 and <= 3)
        {
            writer.Write(Bytes(part, media));
        }
    }

    static ReadOnlySpan<byte> Bytes(byte part, MediaDescriptor? media) => part switch
    {
        1 => media?.Key,
        2 => media?.Sha256,
        _ => media?.EncryptedSha256,
    };

    static string? Text(byte part, MediaDescriptor? media) => part switch
    {
        4 => media?.DirectPath,
        5 => media?.Url,
        6 => media?.FileName,
        _ => throw new InvalidDataException($"A raw payload lacks a part {part}, which this version does not know."),
    };

    void WritePiece(ReadOnlySpan<byte> piece)
    {
        uint length = (uint)piece.Length;
        for (; length > 0x7F; length >>= 7)
        {
            _buffer.Write([(byte)(length | 0x80)]);
        }

        _buffer.Write([(byte)length]);
        _buffer.Write(piece);
    }

    static int Length(ReadOnlySpan<byte> stored, ref int at)
    {
        int length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = stored[at++];
            length |= (next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return length;
            }
        }
    }

    readonly record struct Cut(int Start, int Length, byte Part);
}
