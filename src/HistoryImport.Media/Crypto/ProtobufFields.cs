using System.Buffers.Binary;

namespace HistoryImport.Media;

/// <summary>Walks the fields of one protobuf message.</summary>
ref struct ProtobufFields(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _left = bytes;

    public int Number { get; private set; }

    public int Type { get; private set; }

    /// <summary>Gets the value of a number.</summary>
    public ulong Value { get; private set; }

    /// <summary>Gets the bytes of what has a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Gets whether the walk ended because it is no protobuf message.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Moves to the next field.</summary>
    public bool Next()
    {
        if (_left.IsEmpty || IsBroken)
        {
            return false;
        }

        if (!TryVarint(out ulong tag) || tag >> 3 is 0 or > int.MaxValue)
        {
            return Broken();
        }

        (Number, Type) = ((int)(tag >> 3), (int)(tag & 7));
        switch (Type)
        {
            case 0:
                return TryVarint(out ulong value) ? Is(value) : Broken();
            case 1:
                return _left.Length >= 8 ? Is(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))) : Broken();
            case 2:
                return TryVarint(out ulong length) && length <= (ulong)_left.Length ? IsBytes(Take((int)length)) : Broken();
            case 5:
                return _left.Length >= 4 ? Is(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))) : Broken();
            default:
                return Broken();
        }
    }

    bool Is(ulong value)
    {
        Value = value;
        return true;
    }

    bool IsBytes(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        return true;
    }

    bool Broken()
    {
        IsBroken = true;
        return false;
    }

    ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    bool TryVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && !_left.IsEmpty; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
