using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads the tokens of a JSON value that lies in memory, and holds them to the whole grammar.</summary>
/// <remarks>
/// Does for one piece of memory what <see cref="Utf8JsonReader"/> does for any sequence of them: it is small enough to be copied for a
/// look ahead, and passes over arrays of bytes without a token for each. Throws <see cref="JsonException"/> where the
/// text breaks the grammar.
/// </remarks>
ref struct JsonTokenReader
{
    static readonly SearchValues<byte> _endsOfText = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

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

    bool ReadText(JsonTokenType type)
    {
        int at = _next + 1;
        bool isEscaped = false;
        while (true)
        {
            int length = IndexOfEnd(_data[at..]);
            if (length < 0)
            {
                return false;
            }

            at += length;
            byte b = _data[at];
            if (b == (byte)'"')
            {
                (_tokenStart, _valueStart, _valueEnd) = (_next, _next + 1, at);
                _next = at + 1;
                (TokenType, ValueIsEscaped) = (type, isEscaped);
                return true;
            }

            int escape = b == (byte)'\\' ? LengthOfEscape(at) : throw Fault();
            if (escape == 0)
            {
                return false;
            }

            isEscaped = true;
            at += escape;
        }
    }

    // Most texts are shorter than the call of a search takes to pay off.
    static int IndexOfEnd(ReadOnlySpan<byte> text)
    {
        if (text.Length < Vector128<byte>.Count)
        {
            return text.IndexOfAny(_endsOfText);
        }

        Vector128<byte> head = Vector128.Create(text);
        Vector128<byte> ends = Vector128.Equals(head, Vector128.Create((byte)'"'))
            | Vector128.Equals(head, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(head, Vector128.Create((byte)' '));
        if (ends != Vector128<byte>.Zero)
        {
            return int.TrailingZeroCount((int)ends.ExtractMostSignificantBits());
        }

        int rest = text[Vector128<byte>.Count..].IndexOfAny(_endsOfText);
        return rest < 0 ? rest : rest + Vector128<byte>.Count;
    }

    // 0 if it is not all there.
    readonly int LengthOfEscape(int at)
    {
        const int Simple = 2;
        const int Unicode = 6;
        ReadOnlySpan<byte> escape = _data[at..];
        if (escape.Length < Simple)
        {
            return 0;
        }

        if (escape[1] != (byte)'u')
        {
            return "\"\\/bfnrt"u8.Contains(escape[1]) ? Simple : throw Fault(at);
        }

        for (int i = Simple; i < Unicode && i < escape.Length; i++)
        {
            if (!char.IsAsciiHexDigit((char)escape[i]))
            {
                throw Fault(at + i);
            }
        }

        return escape.Length < Unicode ? 0 : Unicode;
    }

    bool ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenType type)
    {
        ReadOnlySpan<byte> rest = _data[_next..];
        if (!rest.StartsWith(literal))
        {
            return literal.StartsWith(rest) ? BreakOff() : throw Fault();
        }

        EndScalar(_next + literal.Length, type);
        return true;
    }

    bool ReadNumber()
    {
        int at = _next + (_data[_next] == (byte)'-' ? 1 : 0);
        int first = at;
        bool isFine = SkipDigits(ref at) && (_data[first] != (byte)'0' || at == first + 1);
        if (isFine && at < _data.Length && _data[at] == (byte)'.')
        {
            at++;
            isFine = SkipDigits(ref at);
        }

        if (isFine && at < _data.Length && (_data[at] | 0x20) == 'e')
        {
            at += at + 1 < _data.Length && _data[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            isFine = SkipDigits(ref at);
        }

        if (at == _data.Length && !_isWhole)
        {
            return BreakOff();
        }

        if (!isFine || at < _data.Length && !(PayloadSniffer.IsWhiteSpace(_data[at]) || _data[at] is (byte)',' or (byte)'}' or (byte)']'))
        {
            throw Fault(at);
        }

        EndScalar(at, JsonTokenType.Number);
        return true;
    }

    readonly bool SkipDigits(ref int at)
    {
        int start = at;
        while (at < _data.Length && char.IsAsciiDigit((char)_data[at]))
        {
            at++;
        }

        return at > start;
    }

    void EndScalar(int end, JsonTokenType type)
    {
        (_tokenStart, _valueStart, _valueEnd, _next) = (_next, _next, end, end);
        TokenType = type;
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
