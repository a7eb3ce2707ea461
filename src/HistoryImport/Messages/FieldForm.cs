using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace HistoryImport;

/// <summary>The form of fields that is hashed: each is preceded by its length, so that no two lists of fields share a form.</summary>
ref struct FieldForm(Span<byte> buffer)
{
    const int Absent = -1;

    /// <summary>The most bytes that a number or a version takes.</summary>
    public const int MaxFixedSize = sizeof(int) + ContentVersion.Length;

    readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    /// <summary>The bytes that the tag of an optional field takes, besides the field.</summary>
    public const int TagSize = sizeof(int);

    // No length is less than that of an absent field.
    const int FirstTag = Absent - 1;

    /// <summary>Gets the most bytes that a text takes.</summary>
    public static int MaxSize(string? text) => sizeof(int) + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);

    /// <summary>Gets the bytes that bytes take.</summary>
    public static int MaxSize(byte[]? bytes) => sizeof(int) + (bytes?.Length ?? 0);

    public void Write(string? text)
    {
        int size = text is null ? Absent : Encode(text, _buffer[(Length + sizeof(int))..]);
        Advance(size);
    }

    public void Write(byte[]? bytes)
    {
        bytes?.CopyTo(_buffer[(Length + sizeof(int))..]);
        Advance(bytes?.Length ?? Absent);
    }

    public void Write(ContentVersion version)
    {
        version.CopyTo(_buffer[(Length + sizeof(int))..]);
        Advance(ContentVersion.Length);
    }

    public void Write(long? number)
    {
        if (number is { } value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_buffer[(Length + sizeof(int))..], value);
        }

        Advance(number is null ? Absent : sizeof(long));
    }

    /// <summary>Appends a field that later releases added, where there is one: what lacks it keeps its form, and with that its hash.</summary>
    /// <remarks>Every field after the first release is written so, behind all fields of before and in the order of the tags. A tag reads as
    /// a length that no field has, so no list of fields with it shares a form with one without. A tag is never used again.</remarks>
    /// <param name="tag">The number of the field, 0 to 255.</param>
    /// <param name="text">The text; <see langword="null"/> if there is none.</param>
    public void AppendOptional(byte tag, string? text)
    {
        if (text is not null)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer[Length..], FirstTag - tag);
            Length += TagSize;
            Write(text);
        }
    }

    // UTF-8 has one form for all halves of surrogate pairs; two texts that differ in one would share a form, and the first would win.
    static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        int length = 0;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(text, destination[length..], out int read, out int written, replaceInvalidSequences: false);
            length += written;
            if (status == OperationStatus.Done)
            {
                return length;
            }

            char half = text[read];
            destination[length++] = (byte)(0xE0 | half >> 12);
            destination[length++] = (byte)(0x80 | half >> 6 & 0x3F);
            destination[length++] = (byte)(0x80 | half & 0x3F);
            text = text[(read + 1)..];
        }
    }

    void Advance(int size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[Length..], size);
        Length += sizeof(int) + Math.Max(size, 0);
    }
}
