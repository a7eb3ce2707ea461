using System.Runtime.CompilerServices;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads JSON that lies in memory token by token, by the rules of the framework's reader and in two thirds of its time.</summary>
/// <remarks>It knows no comments and no segments, and what is wrong with a text it lets the framework's reader say: <see cref="JsonException"/>.</remarks>
ref struct JsonTokens
{
    ReadOnlySpan<byte> _data;
    int _maxDepth;
    bool _isWhole;
    JsonNesting _nesting;
    int _at;
    int _start;
    int _end;

    public JsonTokens(ReadOnlySpan<byte> data, bool isWhole, int maxDepth = int.MaxValue) => Begin(data, isWhole, maxDepth);

    /// <summary>Gets what stands at hand.</summary>
    public JsonTokenType TokenType { get; private set; }

    /// <summary>Whether the text or name at hand has escapes.</summary>
    public bool ValueIsEscaped { get; private set; }

    /// <summary>Gets the text, name or number at hand, without quotes and with its escapes.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => TokenType == JsonTokenType.Number ? _data[_start.._end] : _data[(_start + 1)..(_end - 1)];

    /// <summary>Gets all that there is to read.</summary>
    public readonly ReadOnlySpan<byte> Data => _data;

    /// <summary>Gets where the token at hand starts.</summary>
    public readonly int Start => _start;

    /// <summary>Gets where the token at hand ends.</summary>
    public readonly int Consumed => _at;

    /// <summary>Whether the token at hand is the end of the outermost object or array.</summary>
    public readonly bool IsAtEnd => _nesting.Depth == 0 && TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;

    /// <summary>Whether the value at hand is an object or an array.</summary>
    public readonly bool IsContainer => TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;

    /// <summary>Stands before the first token. Where a reader is made for every message this saves a copy.</summary>
    /// <param name="data">What there is to read.</param>
    /// <param name="isWhole">Whether no more will come.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    public void Begin(ReadOnlySpan<byte> data, bool isWhole, int maxDepth)
    {
        _data = data;
        _isWhole = isWhole;
        _maxDepth = maxDepth;
    }

    /// <summary>Gets the tokens of other data that is as much of its value, within the same bound.</summary>
    public readonly JsonTokens Again(ReadOnlySpan<byte> data) => new(data, _isWhole, _maxDepth);

    /// <summary>Gets the tokens of what the text at hand holds, within the same bound.</summary>
    public readonly JsonTokens Inside(ReadOnlySpan<byte> text) => new(text, isWhole: true, _maxDepth);

    /// <summary>Goes to the next token.</summary>
    /// <returns>False behind the last, and where the data ends.</returns>
    /// <exception cref="JsonException">There is none.</exception>
    public bool Read()
    {
        if (!TrySkipBlanks(out byte next))
        {
            return !_isWhole || TokenType != JsonTokenType.None && _nesting.Depth == 0 ? false : throw Fault();
        }

        switch (TokenType)
        {
            case JsonTokenType.None or JsonTokenType.PropertyName:
                return ReadValue(next);
            case JsonTokenType.StartObject:
                return next == (byte)'}' ? Close(JsonTokenType.EndObject) : ReadName(next);
            case JsonTokenType.StartArray:
                return next == (byte)']' ? Close(JsonTokenType.EndArray) : ReadValue(next);
            default:
                return ReadBehindValue(next);
        }
    }

    /// <summary>Goes from a name to its value, which is what <see cref="Read"/> would do, too.</summary>
    /// <returns>False where the data ends.</returns>
    /// <exception cref="JsonException">There is none.</exception>
    public bool ReadValue() => TrySkipBlanks(out byte next) ? ReadValue(next) : Stop();

    /// <summary>Passes over the object or array at hand, to its end; any other token stays.</summary>
    /// <returns>Whether its end was there.</returns>
    public bool TrySkip()
    {
        if (!IsContainer)
        {
            return true;
        }

        int outer = _nesting.Depth - 1;
        while (Read())
        {
            if (_nesting.Depth == outer)
            {
                return true;
            }
        }

        return false;
    }

    bool ReadBehindValue(byte next)
    {
        if (_nesting.Depth == 0)
        {
            throw Fault();
        }

        bool isInObject = _nesting.IsInObject;
        if (next == (byte)',')
        {
            _at++;
            if (!TrySkipBlanks(out next))
            {
                return Stop();
            }

            // A comma too many is borne, as people write it.
            if (next != (isInObject ? (byte)'}' : (byte)']'))
            {
                return isInObject ? ReadName(next) : ReadValue(next);
            }
        }

        return next != (isInObject ? (byte)'}' : (byte)']') ? throw Fault() : Close(isInObject ? JsonTokenType.EndObject : JsonTokenType.EndArray);
    }

    bool ReadName(byte next)
    {
        if (next != (byte)'"')
        {
            throw Fault();
        }

        if (!TryPassText(out int end, out bool isEscaped))
        {
            return Stop();
        }

        int start = _at;
        _at = end + 1;
        if (!TrySkipBlanks(out next))
        {
            return Stop();
        }

        if (next != (byte)':')
        {
            throw Fault();
        }

        _at++;
        (_start, _end) = (start, end + 1);
        (TokenType, ValueIsEscaped) = (JsonTokenType.PropertyName, isEscaped);
        return true;
    }

    bool ReadValue(byte next) => next switch
    {
        (byte)'"' => ReadText(),
        (byte)'{' => Open(JsonTokenType.StartObject),
        (byte)'[' => Open(JsonTokenType.StartArray),
        (byte)'t' => ReadWord("true"u8, JsonTokenType.True),
        (byte)'f' => ReadWord("false"u8, JsonTokenType.False),
        (byte)'n' => ReadWord("null"u8, JsonTokenType.Null),
        _ => ReadNumber(),
    };

    bool ReadText()
    {
        if (!TryPassText(out int end, out bool isEscaped))
        {
            return Stop();
        }

        (_start, _end) = (_at, end + 1);
        _at = _end;
        (TokenType, ValueIsEscaped) = (JsonTokenType.String, isEscaped);
        return true;
    }

    bool Open(JsonTokenType type)
    {
        if (_nesting.Depth >= _maxDepth)
        {
            throw Fault();
        }

        _nesting.Open(type == JsonTokenType.StartObject);
        return Take(type, 1);
    }

    bool Close(JsonTokenType type)
    {
        _nesting.Close();
        return Take(type, 1);
    }

    bool ReadWord(ReadOnlySpan<byte> word, JsonTokenType type)
    {
        ReadOnlySpan<byte> rest = _data[_at..];
        return rest.StartsWith(word) ? Take(type, word.Length)
            : word.StartsWith(rest) ? Stop()
            : throw Fault();
    }

    bool ReadNumber()
    {
        ReadOnlySpan<byte> rest = _data[_at..];
        int length = JsonNumberRule.CountDigits(rest);
        if (length > 0)
        {
            return Take(JsonTokenType.Number, length);
        }

        length = JsonNumberRule.Count(rest);
        bool isCut = length == rest.Length;
        bool mayEnd = isCut ? !_isWhole || _nesting.Depth == 0 : JsonNumberRule.MayStandBefore(rest[length]);
        return !mayEnd || !JsonNumberRule.IsOne(rest[..length], isStart: isCut && !_isWhole) ? throw Fault()
            : isCut && !_isWhole ? false
            : Take(JsonTokenType.Number, length);
    }

    bool Take(JsonTokenType type, int length)
    {
        (_start, _end) = (_at, _at + length);
        _at = _end;
        (TokenType, ValueIsEscaped) = (type, false);
        return true;
    }

    // The data ends in the middle of a token.
    readonly bool Stop() => _isWhole ? throw Fault() : false;

    bool TrySkipBlanks(out byte next)
    {
        ReadOnlySpan<byte> data = _data;
        int at = _at;
        while ((uint)at < (uint)data.Length)
        {
            next = data[at];
            if (next > (byte)' ' || next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                _at = at;
                return true;
            }

            at++;
        }

        (_at, next) = (at, 0);
        return false;
    }

    // Finds the closing quote of the text at hand. Most texts have no escapes.
    readonly bool TryPassText(out int end, out bool isEscaped)
    {
        end = JsonTextRule.FindTelling(_data, _at + 1);
        isEscaped = end >= _data.Length || _data[end] != (byte)'"';
        return !isEscaped || TryPassEscapes(ref end);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    readonly bool TryPassEscapes(ref int end) => JsonTextRule.PassEscapes(_data, ref end) ?? throw Fault();

    // Both have the same rules, so the framework's reader finds the fault, and says where.
    [MethodImpl(MethodImplOptions.NoInlining)]
    readonly JsonException Fault()
    {
        var json = new Utf8JsonReader(_data, _isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = _maxDepth, AllowTrailingCommas = true }));
        while (json.Read())
        {
        }

        return new JsonException("This is not JSON.");
    }
}
