using System.Globalization;

namespace HistoryImport.Cli;

/// <summary>How far an import is, in one line that fits.</summary>
static class ProgressLine
{
    /// <summary>Of an import that waits.</summary>
    public const string Waiting = "Waiting for the same import, which goes on elsewhere.";

    /// <summary>Of an import whose database refuses for a moment.</summary>
    public const string Retrying = "The database refuses for a moment; trying again.";

    const int BarLength = 10;

    /// <param name="progress">What the library tells.</param>
    /// <param name="files">Which file is read.</param>
    /// <param name="elapsed">For how long it has been going on.</param>
    /// <param name="width">How many characters there is room for. What does not fit is left out from its end.</param>
    public static string Of(ImportProgress progress, FileProgress files, TimeSpan elapsed, int width)
    {
        if (Instead(progress) is { } said)
        {
            return said.Length <= width ? said : said[..width];
        }

        ImportCounts counts = progress.Counts;
        double done = Math.Max(files.Current - 1, 0) + files.Part;
        int filled = progress.Phase == ImportPhase.Ended ? BarLength : (int)(done * BarLength / files.Count);
        string line = $"[{new string('#', filled)}{new string('-', BarLength - filled)}]";
        string rate = elapsed > TimeSpan.Zero ? $"{counts.Read / elapsed.TotalSeconds:0}/s" : "";
        string[] parts =
        [
            $" file {Math.Max(files.Current, 1)} of {files.Count}", $", {counts.Read} read", $", {counts.Inserted} new", $", {rate}",
            $", {elapsed.ToString(@"m\:ss", CultureInfo.InvariantCulture)}",
        ];
        foreach (string part in parts)
        {
            if (line.Length + part.Length > width)
            {
                break;
            }

            line += part;
        }

        return line.Length <= width ? line : line[..width];
    }

    /// <summary>What is said instead, where nothing moves.</summary>
    public static string? Instead(ImportProgress progress) =>
        progress.Phase == ImportPhase.Waiting ? Waiting
        : progress.IsRetrying ? Retrying
        : null;
}
