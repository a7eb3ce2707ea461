namespace HistoryImport.WhatsApp;

/// <summary>Walks a struct in Thrift's compact protocol. Lengths are checked against what is there before anything is made of them.</summary>
ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    public const int True = 1;
    public const int False = 2;
    public const int Int32 = 5;
    public const int Binary = 8;
    public const int Struct = 12;

    const int Byte = 3;
    const int Int16 = 4;
    const int Int64 = 6;
    const int Double = 7;
    const int List = 9;
    const int Set = 10;

    const int MaxDepth = 8;
    const int MaxVarintBytes = 10;

    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _position;
    int _depth;
    bool _isBroken;

    // The numbers of fields are told as differences; one for each struct that is open.
    Fields _last;

    /// <summary>Whether the outermost struct was read, and nothing stands behind it.</summary>
    public readonly bool IsAtEnd => !_isBroken && _depth == 0 && _position == _bytes.Length;

    /// <summary>Goes to the next field of the struct.</summary>
    /// <returns>False at its end, and where the bytes break the rules.</returns>
    public bool Next(out int field, out int type)
    {
        (field, type) = (0, 0);
        if (_isBroken || _position >= _bytes.Length)
        {
            return Break();
        }

        byte header = _bytes[_position++];
        if (header == 0)
        {
            return false;
        }

        type = header & 0x0F;
        int delta = header >> 4;
        if (delta == 0)
        {
            if (!TryReadVarint(out ulong number))
            {
                return Break();
            }

            field = (short)ZigZag(number);
        }
        else
        {
            field = _last[_depth] + delta;
        }

        _last[_depth] = field;
        return true;
    }

    /// <summary>Goes into a struct.</summary>
    public bool Enter()
    {
        if (_depth + 1 >= MaxDepth)
        {
            return Break();
        }

        _last[++_depth] = 0;
        return true;
    }

    /// <summary>Leaves a struct at whose end the reader stands.</summary>
    public bool TryLeave()
    {
        _depth--;
        return !_isBroken;
    }

    public bool TryReadBinary(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryReadVarint(out ulong length) || length > (ulong)(_bytes.Length - _position))
        {
            return Break();
        }

        value = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return true;
    }

    public bool TryReadInt32(out int value)
    {
        bool isRead = TryReadVarint(out ulong number);
        value = (int)ZigZag(number);
        return isRead && number <= uint.MaxValue || Break();
    }

    /// <summary>Passes over a value.</summary>
    public bool Skip(int type)
    {
        switch (type)
        {
            case True or False:
                return true;
            case Byte:
                return Advance(sizeof(byte));
            case Int16 or Int32 or Int64:
                return TryReadVarint(out _) || Break();
            case Double:
                return Advance(sizeof(double));
            case Binary:
                return TryReadBinary(out _);
            case List or Set:
                return SkipList();
            case Struct:
                return SkipStruct();
            default:
                return Break();
        }
    }

    bool SkipStruct()
    {
        if (!Enter())
        {
            return false;
        }

        while (Next(out _, out int type))
        {
            if (!Skip(type))
            {
                return false;
            }
        }

        return TryLeave();
    }

    bool SkipList()
    {
        const int LongSize = 15;
        if (_position >= _bytes.Length)
        {
            return Break();
        }

        byte header = _bytes[_position++];
        ulong size = (ulong)(header >> 4);
        if (size == LongSize && !TryReadVarint(out size) || size > (ulong)(_bytes.Length - _position))
        {
            return Break();
        }

        // In a list a truth value takes a byte of its own; lists of lists are nobody's.
        int type = header & 0x0F;
        for (; size > 0; size--)
        {
            if (type is List or Set || !(type is True or False ? Advance(sizeof(byte)) : Skip(type)))
            {
                return Break();
            }
        }

        return true;
    }

    bool Advance(int count)
    {
        if (_bytes.Length - _position < count)
        {
            return Break();
        }

        _position += count;
        return true;
    }

    bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int i = 0; i < MaxVarintBytes && _position < _bytes.Length; i++)
        {
            byte next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    bool Break()
    {
        _isBroken = true;
        return false;
    }

    static long ZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    [System.Runtime.CompilerServices.InlineArray(MaxDepth)]
    struct Fields
    {
        int _first;
    }
}
