using System.Diagnostics;

namespace HistoryImport.Benchmarks;

/// <summary>The whole command, from a file to committed SQLite rows, start of the process included, beside SQLite's own statement API.</summary>
static class CommandRounds
{
    // A phone cuts its history into pieces: more than 64 MiB in one is taken for an attack.
    const int PieceSize = 40_000;

    // With the raw payload beside it, a row of about 1 KB, as everywhere here.
    const int TextLength = 350;

    public static async Task RunAsync(string tool, int messages, int rounds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("history-import-bench-");
        try
        {
            HistoryMessage[] history = DecodedHistory.Create(messages);
            string blobs = folder.CreateSubdirectory("blobs").FullName;
            string lines = Path.Combine(folder.FullName, "history.ndjson");
            for (int piece = 0; piece * PieceSize < messages; piece++)
            {
                byte[] blob = DecodingPayload.PlainBlob(Math.Min(PieceSize, messages - piece * PieceSize), piece, TextLength).Compressed();
                await File.WriteAllBytesAsync(Path.Combine(blobs, $"{piece:00}.bin"), blob);
            }

            await File.WriteAllBytesAsync(lines, DecodingPayload.PlainLines(messages, TextLength).Bytes);
            await Rounds.RunAsync(
                "the whole command", messages, rounds,
                ("statement API, one transaction", () => SqliteRounds.FreshAsync(file => Task.FromResult(StatementApi.Insert(file, history)))),
                ("from compressed blobs", () => SqliteRounds.FreshAsync(file => ImportAsync(tool, blobs, file))),
                ("from JSON, one message a line", () => SqliteRounds.FreshAsync(file => ImportAsync(tool, lines, file))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<double> ImportAsync(string tool, string path, string file)
    {
        var start = new ProcessStartInfo(tool, ["import", path, "--store", "sqlite:" + file, "--json"]) { RedirectStandardOutput = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string result = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException(result);
    }
}
