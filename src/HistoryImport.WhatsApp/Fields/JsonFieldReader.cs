using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Walks the fields of one JSON value that lies whole in memory.</summary>
/// <remarks>Throws <see cref="JsonException"/> where the text breaks the grammar.</remarks>
ref struct JsonFieldReader : IFieldReader
{
    // What Enter gives for an object, and for one that is written as a text.
    const int InObject = 0;
    const int InText = 1;

    readonly Spellings _spellings;
    JsonTokens _json;

    // Where to go on behind an object that is written as a text.
    JsonTokens _around;
    bool _inList;
    bool _inListText;
    Repairs _repairs;

    /// <summary>Stands at the value.</summary>
    /// <param name="data">The value, and whatever follows it.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    /// <param name="spellings">The texts that other values share with it.</param>
    /// <param name="isWhole">Whether the value is all there; if not, see <see cref="IsAtEnd"/>.</param>
    public JsonFieldReader(ReadOnlySpan<byte> data, int maxDepth, Spellings spellings, bool isWhole = true)
    {
        _spellings = spellings;
        _json.Begin(data, isWhole, maxDepth);
        _json.Read();
    }

    JsonFieldReader(JsonTokens start, Spellings spellings)
    {
        _spellings = spellings;
        _json = start;
        _json.Read();
    }

    /// <summary>Gets a reader that stands at the start of what this one was given.</summary>
    public readonly JsonFieldReader Again(ReadOnlySpan<byte> data) => new(_json.Again(data), _spellings);

    /// <summary>Whether the object was read to its end. Of one that was not, nothing is to be used.</summary>
    public readonly bool IsAtEnd => _json.TokenType == JsonTokenType.EndObject && _json.IsAtEnd;

    public readonly bool IsMalformed => false;

    public readonly Repairs Repairs => _repairs;

    public readonly int ValueStart => _json.Start;

    public readonly int Position => _json.Consumed;

    public readonly bool IsPossibleContent => _json.TokenType == JsonTokenType.StartObject;

    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    public readonly bool IsText => _json.TokenType == JsonTokenType.String;

    /// <summary>Gets the text at hand as it stands there, escapes and all.</summary>
    public readonly ReadOnlySpan<byte> Text => _json.ValueSpan;

    /// <summary>Gets what is there from the value at hand on.</summary>
    public readonly ReadOnlySpan<byte> Rest => _json.Data[_json.Start..];

    /// <summary>Gets what was read since a position.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => _json.Data[start..Position];

    /// <summary>Goes into the object at hand. Tables keep objects as texts, so the text of one is as good; but a text in it is a text.</summary>
    public int Enter()
    {
        if (_json.TokenType == JsonTokenType.StartObject)
        {
            return InObject;
        }

        if (IsObjectText && _around.TokenType == JsonTokenType.None)
        {
            EnterText();
            return InText;
        }

        Skip();
        return IFieldReader.NotEntered;
    }

    public void Leave(int outer)
    {
        if (outer == InText)
        {
            _json = _around;
            _around = default;
        }
    }

    // A method of its own, never inlined: else all that enter anything would clear room for other tokens first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void EnterText()
    {
        _around = _json;
        _json = _json.Inside(_json.ValueIsEscaped ? JsonText.UnescapeUtf8(_json.ValueSpan) : _json.ValueSpan);
        _json.Read();
    }

    readonly bool IsObjectText => _json.TokenType == JsonTokenType.String && _json.ValueSpan.StartsWith((byte)'{');

    public bool Next(FieldNames names, out int field)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            field = names.Find(JsonText.Plain(_json));
            _json.ReadValue();
            if (_json.TokenType != JsonTokenType.Null)
            {
                return true;
            }
        }

        field = IFieldReader.Unknown;
        return false;
    }

    /// <summary>Gets the number of the first name in the object at hand, by a look ahead.</summary>
    public readonly int FindFirst(FieldNames names)
    {
        JsonTokens ahead = _json;
        return ahead.TokenType == JsonTokenType.StartObject && ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName
            ? names.Find(JsonText.Plain(ahead))
            : IFieldReader.Unknown;
    }

    /// <summary>Whether the object at hand has this field, by a look at its names; its values are passed over.</summary>
    public readonly bool Holds(FieldNames names, int wanted)
    {
        JsonFieldReader ahead = this;
        if (ahead.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        while (ahead.Next(names, out int field))
        {
            if (field == wanted)
            {
                return true;
            }

            ahead.Skip();
        }

        return false;
    }

    public bool FirstItem()
    {
        _inList = _json.TokenType == JsonTokenType.StartArray || TryEnterListText();
        return !_inList || NextItem();
    }

    public bool NextItem()
    {
        _inList = _inList && _json.Read() && _json.TokenType != JsonTokenType.EndArray;
        if (_inListText && !_inList)
        {
            _inListText = false;
            Leave(InText);
        }

        return _inList;
    }

    // Tables keep lists as texts, too.
    bool TryEnterListText()
    {
        _inListText = _json.TokenType == JsonTokenType.String && _json.ValueSpan.StartsWith((byte)'[') && _around.TokenType == JsonTokenType.None;
        if (_inListText)
        {
            EnterText();
        }

        return _inListText;
    }

    public void Skip() => _json.TrySkip();

    public string? ReadText()
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            return _json.ValueIsEscaped ? JsonText.Unescape(_json.ValueSpan, ref _repairs) : Texts.FromUtf8WithoutNul(_json.ValueSpan, ref _repairs);
        }

        Skip();
        return null;
    }

    /// <summary>Gets the text at hand in UTF-8, without escapes.</summary>
    public ReadOnlySpan<byte> PlainText() =>
        _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(_json.ValueSpan, ref _repairs)) : _json.ValueSpan;

    /// <summary>Makes a text of a part of one.</summary>
    public string TextOf(ReadOnlySpan<byte> part) => Texts.FromUtf8WithoutNul(part, ref _repairs);

    /// <summary>Makes a text of a part of one, which many messages repeat.</summary>
    public string SpellingOf(ReadOnlySpan<byte> part) => _spellings.FromUtf8(part, ref _repairs);

    /// <summary>Gets a text that was passed.</summary>
    /// <param name="start">Where it starts, behind its quote.</param>
    /// <param name="length">Its length, escapes and all.</param>
    public string TextAt(int start, int length)
    {
        ReadOnlySpan<byte> text = _json.Data.Slice(start, length);
        return text.Contains((byte)'\\') ? JsonText.Unescape(text, ref _repairs) : Texts.FromUtf8WithoutNul(text, ref _repairs);
    }

    public string? ReadSpelling() =>
        _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped
            ? Texts.OrNull(_spellings.FromUtf8(_json.ValueSpan, ref _repairs))
            : Texts.OrNull(ReadText());

    public string? ReadAddress() => Wid.Read(ref this);

    public long? ReadInteger() => JsonNumbers.Read(ref _json);

    public long? ReadSeconds() =>
        JsonTimes.Read(ref _json) is { } time ? Positive(time / 1000) : Times.ToSeconds(JsonNumbers.ReadFloor(ref _json), ref _repairs);

    public long? ReadMilliseconds() =>
        JsonTimes.Read(ref _json) is { } time ? Positive(time) : Times.ToMilliseconds(JsonNumbers.ReadFloor(ref _json), ref _repairs);

    public int? ReadEnum(EnumNames names)
    {
        bool isText = _json.TokenType == JsonTokenType.String;
        bool isObject = _json.TokenType == JsonTokenType.StartObject;
        if (!isText && !isObject && _json.TokenType != JsonTokenType.Number || isText && _json.ValueSpan.IsEmpty)
        {
            Skip();
            return null;
        }

        return ReadInteger() is { } number
            ? number is >= 0 and <= int.MaxValue ? (int)number : EnumNames.Unknown
            : isText ? names.Find(JsonText.Plain(_json)) : isObject ? null : EnumNames.Unknown;
    }

    public bool ReadBoolean()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.Number or JsonTokenType.StartObject:
                return ReadInteger() is not (null or 0);
            case JsonTokenType.String:
                ReadOnlySpan<byte> text = JsonText.Plain(_json);
                return Ascii.EqualsIgnoreCase(text, "true"u8) || text is [(byte)'1'] or [(byte)'t'];
            default:
                Skip();
                return false;
        }
    }

    public byte[]? ReadBytes() => JsonBytes.Read(ref _json, ref _repairs);

    public readonly byte[] Copy(int start, int end) => _json.Data[start..end].ToArray();

    static long? Positive(long time) => time > 0 ? time : null;
}
