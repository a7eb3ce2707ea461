using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Writes a connection as an object of tenant and name: as one text, two connections could read the same. Public because a host's own
/// JsonSerializerContext makes it.</summary>
/// <remarks>What is no key is a <see cref="JsonException"/>, so that a web host answers 400. Thread-safe.</remarks>
public sealed class ConnectionKeyJsonConverter : JsonConverter<ConnectionKey>
{
    /// <inheritdoc/>
    public override ConnectionKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? tenant = null, name = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unreadable(null);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string property = reader.GetString()!;
            reader.Read();
            if (Is(property, nameof(ConnectionKey.Tenant)))
            {
                tenant = Text(ref reader);
            }
            else if (Is(property, nameof(ConnectionKey.Name)))
            {
                name = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        try
        {
            return new ConnectionKey(tenant!, name!);
        }
        catch (ArgumentException error)
        {
            throw Unreadable(error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ConnectionKey value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        writer.WriteStartObject();
        writer.WriteString(Named(nameof(ConnectionKey.Tenant)), value.Tenant);
        writer.WriteString(Named(nameof(ConnectionKey.Name)), value.Name);
        writer.WriteEndObject();

        string Named(string property) => options.PropertyNamingPolicy?.ConvertName(property) ?? property;
    }

    static bool Is(string property, string name) => property.Equals(name, StringComparison.OrdinalIgnoreCase);

    static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : throw Unreadable(null);

    static JsonException Unreadable(Exception? cause) =>
        new("This is no connection: give an object with tenant and name, each 1 to 128 bytes without control characters.", cause);
}
