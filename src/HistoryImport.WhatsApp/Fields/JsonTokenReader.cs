using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads the tokens of a JSON value that lies in memory, and holds them to the whole grammar.</summary>
/// <remarks>
/// Does for one piece of memory what <see cref="Utf8JsonReader"/> does for any sequence of them: it is small enough to be copied for a
/// look ahead, and passes over arrays of bytes without a token for each. Throws <see cref="JsonException"/> where the
/// text breaks the grammar.
/// </remarks>
ref partial struct JsonTokenReader
{
    readonly ReadOnlySpan<byte> _data;
    readonly bool _isWhole;
    JsonBrackets _brackets;
    int _next;
    int _tokenStart;
    int _valueStart;
    int _valueEnd;

    /// <summary>Stands before the value.</summary>
    /// <param name="data">The value, and whatever follows it.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    /// <param name="isWhole">Whether the value is all there; if not, <see cref="Read"/> ends where it breaks off.</param>
    public JsonTokenReader(ReadOnlySpan<byte> data, int maxDepth, bool isWhole)
    {
        _data = data;
        _isWhole = isWhole;
        _brackets = new JsonBrackets(maxDepth);
    }

    public JsonTokenType TokenType { get; private set; }

    public readonly int Depth => _brackets.Depth;

    public readonly int TokenStart => _tokenStart;

    /// <summary>Where what was read last ends.</summary>
    public readonly int Position => _next;

    /// <summary>The inside of a text or name, escapes as they are, or a number.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => _data[_valueStart.._valueEnd];

    public bool ValueIsEscaped { get; private set; }

    /// <summary>Goes to the next token.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        if (!SkipWhiteSpace())
        {
            return BreakOff();
        }

        byte b = _data[_next];
        switch (TokenType)
        {
            case JsonTokenType.StartObject:
                return b == (byte)'}' ? Close(b) : ReadName(b);
            case JsonTokenType.StartArray:
                return b == (byte)']' ? Close(b) : ReadValue(b);
            case JsonTokenType.None or JsonTokenType.PropertyName:
                return ReadValue(b);
            default:
                return ReadNext(b);
        }
    }

    /// <summary>Goes to the end of the value at hand.</summary>
    /// <returns>Whether it is all there.</returns>
    public bool Skip()
    {
        if (TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        int outer = Depth - 1;
        while (Depth > outer)
        {
            if (!Read())
            {
                return false;
            }

            if (TokenType == JsonTokenType.Number && !_brackets.IsObject)
            {
                SkipBytes();
            }
        }

        return true;
    }

    // Arrays of bytes are most of what is passed over: a comma and up to three digits each.
    void SkipBytes()
    {
        const int Longest = 4;
        while (_data.Length - _next > Longest && _data[_next] == (byte)',')
        {
            int end = _next + 1;
            while (end <= _next + Longest && char.IsAsciiDigit((char)_data[end]))
            {
                end++;
            }

            int digits = end - _next - 1;
            if (digits is 0 or Longest || digits > 1 && _data[_next + 1] == (byte)'0' || _data[end] is not ((byte)',' or (byte)']'))
            {
                return;
            }

            _next = end;
        }
    }

    public readonly bool TryGetInt64(out long value) => Utf8Parser.TryParse(ValueSpan, out value, out int digits) && digits == ValueSpan.Length;

    public readonly bool TryGetDouble(out double value) => Utf8Parser.TryParse(ValueSpan, out value, out int digits) && digits == ValueSpan.Length;

    public readonly bool TryGetByte(out byte value)
    {
        int number = 0;
        foreach (byte digit in ValueSpan)
        {
            if (!char.IsAsciiDigit((char)digit) || number > byte.MaxValue)
            {
                value = 0;
                return false;
            }

            number = number * 10 + (digit - '0');
        }

        value = (byte)number;
        return number <= byte.MaxValue;
    }

    // Behind a value.
    bool ReadNext(byte b)
    {
        if (Depth == 0)
        {
            return false;
        }

        if (b != (byte)',')
        {
            return b is (byte)'}' or (byte)']' ? Close(b) : throw Fault();
        }

        _next++;
        if (!SkipWhiteSpace())
        {
            return BreakOff();
        }

        b = _data[_next];
        return _brackets.IsObject ? ReadName(b) : ReadValue(b);
    }

    bool ReadName(byte b)
    {
        if (b != (byte)'"')
        {
            throw Fault();
        }

        if (!ReadText(JsonTokenType.PropertyName) || !SkipWhiteSpace())
        {
            return BreakOff();
        }

        if (_data[_next] != (byte)':')
        {
            throw Fault();
        }

        _next++;
        return true;
    }

    bool ReadValue(byte b)
    {
        switch (b)
        {
            case (byte)'"':
                return ReadText(JsonTokenType.String) || BreakOff();
            case (byte)'{':
                return Open(JsonTokenType.StartObject);
            case (byte)'[':
                return Open(JsonTokenType.StartArray);
            case (byte)'t':
                return ReadLiteral("true"u8, JsonTokenType.True);
            case (byte)'f':
                return ReadLiteral("false"u8, JsonTokenType.False);
            case (byte)'n':
                return ReadLiteral("null"u8, JsonTokenType.Null);
            default:
                return ReadNumber();
        }
    }

    bool Open(JsonTokenType type)
    {
        if (!_brackets.TryOpen(type == JsonTokenType.StartObject))
        {
            throw Fault();
        }

        _tokenStart = _next++;
        TokenType = type;
        return true;
    }

    bool Close(byte b)
    {
        if (_brackets.IsObject != (b == (byte)'}'))
        {
            throw Fault();
        }

        _brackets.Close();
        _tokenStart = _next++;
        TokenType = b == (byte)'}' ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        return true;
    }

    // Nearly always there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool SkipWhiteSpace() => _next < _data.Length && _data[_next] > (byte)' ' || SkipAnyWhiteSpace();

    bool SkipAnyWhiteSpace()
    {
        while (_next < _data.Length && PayloadSniffer.IsWhiteSpace(_data[_next]))
        {
            _next++;
        }

        return _next < _data.Length;
    }

    // Whatever is read next ends here, too.
    bool BreakOff()
    {
        if (_isWhole && !(Depth == 0 && TokenType != JsonTokenType.None))
        {
            throw Fault(_data.Length);
        }

        (_next, _valueStart, _valueEnd) = (_data.Length, 0, 0);
        TokenType = JsonTokenType.None;
        return false;
    }

    readonly JsonException Fault() => Fault(_next);

    static JsonException Fault(int at) => new("This is not JSON.", null, 0, at);
}
