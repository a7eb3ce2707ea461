using System.Text.Json.Serialization;

namespace HistoryImport.Relational;

[JsonSerializable(typeof(DecodeProblem))]
sealed partial class ProblemJsonContext : JsonSerializerContext;
