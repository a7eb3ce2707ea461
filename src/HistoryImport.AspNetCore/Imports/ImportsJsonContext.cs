using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport.AspNetCore;

/// <summary>How people's programs are spoken to.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(ImportListView))]
[JsonSerializable(typeof(CancelView))]
[JsonSerializable(typeof(IReadOnlyList<SetAsideDelivery>))]
sealed partial class ImportsJsonContext : JsonSerializerContext;
