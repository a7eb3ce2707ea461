using System.Text;
using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Finds the number of a field by its JSON name, in any case, without making a string.</summary>
sealed class FieldNames
{
    readonly byte[]?[] _names;
    readonly int[] _numbers;
    readonly int _mask;

    FieldNames(IReadOnlyCollection<(string Name, int Number)> fields)
    {
        int size = 16;
        while (size < fields.Count * 4)
        {
            size *= 2;
        }

        _mask = size - 1;
        _names = new byte[]?[size];
        _numbers = new int[size];
        foreach ((string name, int number) in fields)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            int slot = Slot(bytes);
            while (_names[slot] is not null)
            {
                slot = (slot + 1) & _mask;
            }

            _names[slot] = bytes;
            _numbers[slot] = number;
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

        for (int slot = Slot(name); _names[slot] is { } known; slot = (slot + 1) & _mask)
        {
            if (known.Length == name.Length && (name.SequenceEqual(known) || Ascii.EqualsIgnoreCase(name, known)))
            {
                return _numbers[slot];
            }
        }

        return IFieldReader.Unknown;
    }

    // Four letters and the length tell nearly all names apart.
    int Slot(ReadOnlySpan<byte> name)
    {
        int length = name.Length;
        uint hash = (uint)length * 0x9E37_79B1
            + Lower(name[0]) * 0x85EB_CA77
            + Lower(name[length / 2]) * 0xC2B2_AE3D
            + Lower(name[length / 3]) * 0x27D4_EB2F
            + Lower(name[length - 1]) * 0x1656_67B1;
        return (int)(hash >> 16) & _mask;
    }

    static uint Lower(byte letter) => letter | 0x20u;
}
