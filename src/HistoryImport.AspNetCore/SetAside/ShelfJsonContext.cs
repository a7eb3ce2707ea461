using System.Text.Json.Serialization;

namespace HistoryImport.AspNetCore;

/// <summary>How the list of what is set aside lies in the state store.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(List<SetAsideDelivery>))]
sealed partial class ShelfJsonContext : JsonSerializerContext;
