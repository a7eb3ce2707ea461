using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport.AspNetCore;

/// <summary>How a door is spoken to.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FetchBody))]
[JsonSerializable(typeof(ReuploadBody))]
[JsonSerializable(typeof(DoorAnswer))]
sealed partial class DoorJsonContext : JsonSerializerContext;
