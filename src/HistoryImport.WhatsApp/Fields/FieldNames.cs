using System.Buffers.Binary;
using System.Text;
using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Finds the number of a field by its JSON name, in any case, without making a string.</summary>
sealed class FieldNames
{
    // Sets the bit that tells small letters from large ones in eight of them.
    const ulong Small = 0x2020_2020_2020_2020;

    readonly Entry[] _entries;
    readonly int _mask;

    /// <summary>Gets no names at all.</summary>
    public static FieldNames None { get; } = new([]);

    /// <summary>Gets the names.</summary>
    public IReadOnlyCollection<string> All { get; }

    FieldNames(IReadOnlyCollection<(string Name, int Number)> fields)
    {
        All = [.. fields.Select(field => field.Name)];
        int size = 16;
        while (size < fields.Count * 4)
        {
            size *= 2;
        }

        _mask = size - 1;
        _entries = new Entry[size];
        foreach ((string name, int number) in fields)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            (ulong head, ulong tail) = Words(bytes);
            int slot = Slot(head, tail, bytes.Length);
            while (_entries[slot].Name is not null)
            {
                slot = (slot + 1) & _mask;
            }

            _entries[slot] = new Entry(bytes, number, head, tail);
        }
    }

    /// <summary>The fields of a message, and further spellings of some.</summary>
    public static FieldNames Of(MessageDescriptor message, params (string Name, int Number)[] aliases) =>
        new([.. message.Fields.InDeclarationOrder().Select(field => (field.Name, field.FieldNumber)), .. aliases]);

    public static FieldNames Of(params (string Name, int Number)[] fields) => new(fields);

    /// <summary>Gets the number, or <see cref="IFieldReader.Unknown"/>.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return IFieldReader.Unknown;
        }

        (ulong head, ulong tail) = Words(name);
        for (int slot = Slot(head, tail, name.Length); _entries[slot].Name is not null; slot = (slot + 1) & _mask)
        {
            if (_entries[slot].Is(name, head, tail))
            {
                return _entries[slot].Number;
            }
        }

        return IFieldReader.Unknown;
    }

    int Slot(ulong head, ulong tail, int length)
    {
        ulong hash = (head | Small) * 0x9E37_79B9_7F4A_7C15 + ((tail | Small) + (uint)length) * 0xC2B2_AE3D_27D4_EB4F;
        return (int)(hash >> 40) & _mask;
    }

    // The first letters and the last; of a name of up to sixteen these are all.
    static (ulong Head, ulong Tail) Words(ReadOnlySpan<byte> name) => name.Length switch
    {
        >= sizeof(ulong) => (BinaryPrimitives.ReadUInt64LittleEndian(name), BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..])),
        >= sizeof(uint) => (BinaryPrimitives.ReadUInt32LittleEndian(name), BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..])),
        _ => (name[0], (ulong)name[name.Length / 2] << 8 | name[^1]),
    };

    readonly struct Entry(byte[] name, int number, ulong head, ulong tail)
    {
        const int InWords = 2 * sizeof(ulong);

        public readonly byte[]? Name = name;
        public readonly int Number = number;
        readonly int _length = name.Length;
        readonly ulong _head = head;
        readonly ulong _tail = tail;

        public bool Is(ReadOnlySpan<byte> name, ulong head, ulong tail) =>
            _length == name.Length
            && (_head == head && _tail == tail && name.Length <= InWords || Ascii.EqualsIgnoreCase(name, Name));
    }
}
