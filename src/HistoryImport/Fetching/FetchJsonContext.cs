using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How what fetching remembers lies in the state store.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PendingFetch))]
[JsonSerializable(typeof(FetchUsage))]
[JsonSerializable(typeof(ChatEndList))]
[JsonSerializable(typeof(CoverageShelf))]
[JsonSerializable(typeof(ChunkLog))]
sealed partial class FetchJsonContext : JsonSerializerContext;
