using System.Buffers.Binary;
using Google.Protobuf;

namespace HistoryImport.WhatsApp;

/// <summary>Walks protobuf's wire format.</summary>
/// <remarks>
/// Written by hand because generated parsers build objects for every level and throw on the first fault. Malformed bytes end the
/// walk and set <see cref="IsMalformed"/>: exceptions would let a hostile blob buy seconds with bytes.
/// </remarks>
ref struct ProtobufFieldReader : IFieldReader
{
    readonly ReadOnlySpan<byte> _data;
    readonly Spellings? _spellings;
    int _next;
    int _end;
    Repairs _repairs;
    int _valueStart;
    int _valueEnd;
    ulong _number;
    WireFormat.WireType _type;

    public ProtobufFieldReader(ReadOnlySpan<byte> data, int start, int end, Spellings? spellings = null)
    {
        _data = data;
        _spellings = spellings;
        _next = start;
        _end = end;
    }

    /// <summary>Stands at a message that takes all of a range.</summary>
    public static ProtobufFieldReader At(ReadOnlySpan<byte> data, int start, int end, Spellings spellings) => new(data, end, end, spellings)
    {
        _type = WireFormat.WireType.LengthDelimited,
        _valueStart = start,
        _valueEnd = end,
    };

    public bool IsMalformed { get; private set; }

    /// <summary>The number of the field met last.</summary>
    public int Field { get; private set; }

    public readonly Repairs Repairs => _repairs;

    public readonly int ValueStart => _valueStart;

    public readonly int ValueEnd => _valueEnd;

    public readonly int Position => _next;

    public readonly bool IsPossibleContent => true;

    public readonly bool IsDelimited => _type == WireFormat.WireType.LengthDelimited;

    /// <summary>Whether the field at hand claims more bytes than there are.</summary>
    public bool IsTruncated { get; private set; }

    public int Enter()
    {
        if (!IsDelimited)
        {
            return IFieldReader.NotEntered;
        }

        int outer = _end;
        _next = _valueStart;
        _end = _valueEnd;
        return outer;
    }

    public void Leave(int outer)
    {
        if (!IsMalformed)
        {
            _next = _end;
        }

        _end = outer;
    }

    public bool Next(FieldNames names, out int field) => Next(out field);

    public bool Next(out int field)
    {
        field = 0;
        if (IsMalformed || _next >= _end)
        {
            return false;
        }

        if (!TryReadVarint(out ulong tag) || tag > uint.MaxValue || tag >> 3 == 0)
        {
            return Fail();
        }

        Field = field = (int)(tag >> 3);
        _type = (WireFormat.WireType)(tag & 7);
        return _type switch
        {
            WireFormat.WireType.Varint => TryReadVarint(out _number) || Fail(),
            WireFormat.WireType.LengthDelimited => TryReadDelimited() || Fail(),
            WireFormat.WireType.Fixed32 => TryReadFixed(sizeof(uint)) || Fail(),
            WireFormat.WireType.Fixed64 => TryReadFixed(sizeof(ulong)) || Fail(),
            _ => Fail(),
        };
    }

    public readonly bool FirstItem() => true;

    public readonly bool NextItem() => false;

    public readonly void Skip()
    {
    }

    public string? ReadText() => IsDelimited ? Texts.FromUtf8(_data[_valueStart.._valueEnd], ref _repairs) : null;

    public string? ReadSpelling() =>
        !IsDelimited || _valueStart == _valueEnd ? null
        : _spellings is null ? ReadText()
        : _spellings.FromUtf8(_data[_valueStart.._valueEnd], ref _repairs);

    public string? ReadAddress() => ReadSpelling();

    public readonly long? ReadInteger() => _type == WireFormat.WireType.Varint && _number <= long.MaxValue ? (long)_number : null;

    public long? ReadSeconds() => Times.ToSeconds(ReadInteger(), ref _repairs);

    public long? ReadMilliseconds() => Times.ToMilliseconds(ReadInteger(), ref _repairs);

    public readonly int? ReadEnum(EnumNames names) =>
        _type != WireFormat.WireType.Varint ? null : _number <= int.MaxValue ? (int)_number : EnumNames.Unknown;

    public readonly bool ReadBoolean() => _type == WireFormat.WireType.Varint && _number != 0;

    public readonly byte[]? ReadBytes() => IsDelimited && _valueEnd > _valueStart ? _data[_valueStart.._valueEnd].ToArray() : null;

    public readonly byte[] Copy(int start, int end) => _data[start..end].ToArray();

    bool Fail()
    {
        IsMalformed = true;
        return false;
    }

    bool TryReadDelimited()
    {
        if (!TryReadVarint(out ulong length))
        {
            return false;
        }

        _valueStart = _next;
        if (length > (ulong)(_end - _next))
        {
            IsTruncated = true;
            _valueEnd = _end;
            return false;
        }

        _next = _valueEnd = _valueStart + (int)length;
        return true;
    }

    bool TryReadFixed(int size)
    {
        if (_end - _next < size)
        {
            return false;
        }

        _number = size == sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(_data[_next..])
            : BinaryPrimitives.ReadUInt64LittleEndian(_data[_next..]);
        _next += size;
        return true;
    }

    bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && _next < _end; shift += 7)
        {
            byte b = _data[_next++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
