using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How the library's own values lie in the state store.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PendingFetch))]
[JsonSerializable(typeof(FetchUsage))]
[JsonSerializable(typeof(ChatEndList))]
[JsonSerializable(typeof(ImportStatus))]
sealed partial class StateJsonContext : JsonSerializerContext;
