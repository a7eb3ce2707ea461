using System.Text.Json.Serialization;

namespace HistoryImport;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HistoryMessage))]
sealed partial class HistoryJsonContext : JsonSerializerContext;
