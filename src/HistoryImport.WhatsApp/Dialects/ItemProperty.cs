using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>A property of an object that is looked at before it is read.</summary>
readonly ref struct ItemProperty(ReadOnlySpan<byte> name, JsonTokenType type, ReadOnlySpan<byte> value)
{
    /// <summary>Gets the name, without escapes.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>Whether this is the name, letter by letter: names are found in any case.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

    public bool IsObject => type == JsonTokenType.StartObject;

    public bool IsArray => type == JsonTokenType.StartArray;

    /// <summary>Whether it is an object, or the text of one as tables keep it.</summary>
    public bool IsObjectOrText => IsObject || IsText && Text.StartsWith((byte)'{');

    public bool IsScalar => !IsObject && !IsArray;

    public bool IsText => type == JsonTokenType.String;

    /// <summary>Gets a text as it stands there, escapes and all; nothing for objects and arrays.</summary>
    public ReadOnlySpan<byte> Text { get; } = value;
}
