using System.Text.Json;

namespace HistoryImport.Relational;

/// <summary>A problem of a received set as an entry of the cache holds it.</summary>
static class ProblemColumn
{
    public static byte[] Write(DecodeProblem problem) => JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJsonContext.Default.DecodeProblem);

    /// <summary>Reads a problem. One that is not readable is one all the same.</summary>
    public static DecodeProblem Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ProblemJsonContext.Default.DecodeProblem) ?? Unreadable();
        }
        catch (JsonException)
        {
            return Unreadable();
        }
    }

    static DecodeProblem Unreadable() => new(0, "a problem was kept, and its description is not readable any more");
}
