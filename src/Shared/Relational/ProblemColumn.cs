using System.Text.Json;

namespace HistoryImport.Relational;

/// <summary>A problem of a received set as an entry of the cache holds it.</summary>
static class ProblemColumn
{
    public static byte[] Write(DecodeProblem problem) => JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJsonContext.Default.DecodeProblem);

    /// <summary>Reads a problem. One that is not readable is one all the same.</summary>
    public static DecodeProblem Read(long entry, ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ProblemJsonContext.Default.DecodeProblem) ?? Unreadable(entry);
        }
        catch (JsonException)
        {
            return Unreadable(entry);
        }
    }

    static DecodeProblem Unreadable(long entry) =>
        new(entry, "a problem was kept, and its description is not readable any more") { Unit = PositionUnit.Entry };
}
