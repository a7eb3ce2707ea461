using System.Text.Json.Serialization;

namespace HistoryImport.AspNetCore;

/// <summary>How what waits lies in the state store.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(List<QueuedImport>))]
[JsonSerializable(typeof(ConnectionKey))]
sealed partial class QueueJsonContext : JsonSerializerContext;
