using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport.Cli;

/// <summary>The result as people or scripts read it.</summary>
static partial class ImportReport
{
    const int MaxChats = 20;

    public static void Write(TextWriter output, ImportResult result, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(Of(result), ReportContext.Default.Report));
            return;
        }

        ImportCounts counts = result.Counts;
        if (result.Outcome is not (ImportOutcome.Failed or ImportOutcome.Cancelled or ImportOutcome.AlreadyRunning or ImportOutcome.LeaseLost))
        {
            output.WriteLine($"{result.Outcome}: {result.Reason}");
        }

        output.WriteLine(
            $"read {counts.Read}: invalid {counts.Invalid}, filtered {counts.Filtered}, folded {counts.Folded}, duplicates {counts.Duplicates}, "
            + $"inserted {counts.Inserted}, updated {counts.Updated}, failed {counts.Failed}");
        if (result.FilteredBy.Count > 0)
        {
            output.WriteLine("filtered: " + string.Join(", ", result.FilteredBy.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Key} {reason.Value}")));
        }

        WriteChats(output, result.Chats);
        output.WriteLine($"{result.Chats.Count} chats changed in {result.Elapsed.TotalSeconds:0.00} s");
        if (result.IsDeclined)
        {
            output.WriteLine("The business declined to share its history with the official platform: none will come that way.");
        }

        foreach (string limitation in result.Limitations)
        {
            output.WriteLine(limitation);
        }
    }

    static void WriteChats(TextWriter output, IReadOnlyList<ChatImport> chats)
    {
        foreach (ChatImport chat in chats.OrderByDescending(chat => chat.Inserted).Take(MaxChats))
        {
            string when = chat.First is { } first && chat.Last is { } last ? $"  {first:yyyy-MM-dd} – {last:yyyy-MM-dd}" : "";
            output.WriteLine($"  {chat.Chat,-36} {chat.Inserted,7} new {chat.Updated,6} updated{when}");
        }

        if (chats.Count > MaxChats)
        {
            output.WriteLine($"  … and {chats.Count - MaxChats} more chats");
        }
    }

    static Report Of(ImportResult result) => new(
        result.Outcome.ToString(), result.Reason, result.Counts,
        new SortedDictionary<string, long>(result.FilteredBy.ToDictionary(), StringComparer.Ordinal),
        result.Chats.Count, (long)result.Elapsed.TotalMilliseconds, result.IsDeclined);

    internal sealed record Report(
        string Outcome, string Reason, ImportCounts Counts, IReadOnlyDictionary<string, long> FilteredBy, int Chats, long ElapsedMs, bool IsDeclined);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Report))]
    internal sealed partial class ReportContext : JsonSerializerContext;
}
