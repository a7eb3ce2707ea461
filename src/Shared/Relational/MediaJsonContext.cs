using System.Text.Json.Serialization;

namespace HistoryImport.Relational;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MediaDescriptor))]
[JsonSerializable(typeof(MediaFile))]
sealed partial class MediaJsonContext : JsonSerializerContext;
