using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport.Cli;

/// <summary>The result as people or scripts read it.</summary>
static partial class ImportReport
{
    const int MaxChats = 20;

    // Chat, new and updated; with the days.
    const int WidthOfCounts = 51;
    const int WidthOfDays = 74;

    /// <param name="output">Where to.</param>
    /// <param name="result">What came of the import.</param>
    /// <param name="json">Whether for scripts.</param>
    /// <param name="verbose">Whether every reason for which messages were left out is named, and every chat.</param>
    /// <param name="width">How many characters a line has.</param>
    public static void Write(TextWriter output, ImportResult result, bool json, bool verbose = false, int width = 80)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(Of(result), ReportContext.Default.Report));
            return;
        }

        foreach (string line in Lines(result, verbose, width).SelectMany(text => Page.Wrap(text, width, "  ")))
        {
            output.WriteLine(line);
        }
    }

    static IEnumerable<string> Lines(ImportResult result, bool verbose, int width)
    {
        ImportCounts counts = result.Counts;
        if (result.Outcome is not (ImportOutcome.Failed or ImportOutcome.Cancelled or ImportOutcome.AlreadyRunning or ImportOutcome.LeaseLost))
        {
            yield return $"{result.Outcome}: {result.Reason}";
        }

        yield return $"read {counts.Read}: inserted {counts.Inserted}, updated {counts.Updated}, there already {counts.Duplicates}, folded into another {counts.Folded}, "
            + $"left out {counts.Filtered}, invalid {counts.Invalid}, failed {counts.Failed}";
        foreach (string line in LeftOut(result.FilteredBy, verbose).Concat(Chats(result.Chats, verbose, width)))
        {
            yield return line;
        }

        yield return $"{result.Chats.Count} chats changed in {result.Elapsed.TotalSeconds:0.00} s";
        if (result.IsDeclined)
        {
            yield return "The business declined to share its history with the official platform: none will come that way.";
        }

        foreach (string limitation in result.Limitations)
        {
            yield return limitation;
        }
    }

    static IEnumerable<string> LeftOut(IReadOnlyDictionary<string, long> filteredBy, bool verbose) => verbose
        ? filteredBy.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{reason.Value,9} {reason.Key}: {FilterWords.MeaningOf(reason.Key)}")
        : filteredBy.GroupBy(reason => FilterWords.GroupOf(reason.Key), reason => reason.Value)
            .OrderByDescending(group => group.Sum()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Sum(),9} left out: {group.Key}");

    static IEnumerable<string> Chats(IReadOnlyList<ChatImport> chats, bool verbose, int width)
    {
        if (chats.Count > 0 && width >= WidthOfCounts)
        {
            yield return $"  {"chat",-30}{"new",9}{"updated",9}" + (width < WidthOfDays ? "" : "  from – to");
        }

        foreach (ChatImport chat in chats.OrderByDescending(chat => chat.Inserted).ThenBy(chat => chat.Chat).Take(verbose ? chats.Count : MaxChats))
        {
            string days = width >= WidthOfDays && chat is { First: { } first, Last: { } last } ? $"  {first:yyyy-MM-dd} – {last:yyyy-MM-dd}" : "";
            yield return $"  {chat.Chat,-30}{chat.Inserted,9}{chat.Updated,9}{days}";
        }

        if (chats.Count > MaxChats && !verbose)
        {
            yield return $"  … and {chats.Count - MaxChats} more chats";
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
