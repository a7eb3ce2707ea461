using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Says of a type that holds live objects that it does not pass through JSON. Public because a host's own JsonSerializerContext makes it.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class NoJsonConverter<T> : JsonConverter<T>
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Refused();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw Refused();

    static NotSupportedException Refused() =>
        new($"{typeof(T).Name} holds live objects, such as the cache it was read from, and does not pass through JSON. Write the values in it instead.");
}
