using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Writes a value as its text, also where it is the key of a dictionary. Public because a host's own JsonSerializerContext makes it.</summary>
/// <remarks>The empty text is the default value, and back. Text that is no such value is a <see cref="JsonException"/> that does not repeat it. Thread-safe.</remarks>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class TextJsonConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>, IEquatable<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw Unreadable();

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Text(value));
    }

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(Text(value));
    }

    static string Text(T value) => value.Equals(default) ? "" : value.ToString()!;

    static T Parse(string? text) =>
        string.IsNullOrEmpty(text) ? default : T.TryParse(text, null, out T value) ? value : throw Unreadable();

    static JsonException Unreadable() => new($"This is no {typeof(T).Name}: give it as the text that its ToString returns.");
}
