using System.Buffers;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

// Reads texts, numbers and literals.
ref partial struct JsonTokenReader
{
    static readonly SearchValues<byte> _endsOfText = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

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
}
