using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How the status of a run lies in the state store.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ImportStatus))]
sealed partial class StatusJsonContext : JsonSerializerContext;
