using System.Diagnostics;
using HistoryImport.Peers;
using Npgsql;

namespace HistoryImport.Benchmarks;

/// <summary>The whole command, from a file to committed rows, start of the process included, beside the limit of each database.</summary>
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
            PeerHistory history = PeerHistory.Create(folder.FullName, messages);
            string blobs = folder.CreateSubdirectory("blobs").FullName;
            string lines = Path.Combine(folder.FullName, "history.ndjson");
            for (int piece = 0; piece * PieceSize < messages; piece++)
            {
                byte[] blob = DecodingPayload.PlainBlob(Math.Min(PieceSize, messages - piece * PieceSize), piece, TextLength).Compressed();
                await File.WriteAllBytesAsync(Path.Combine(blobs, $"{piece:00}.bin"), blob);
            }

            await File.WriteAllBytesAsync(lines, DecodingPayload.PlainLines(messages, TextLength).Bytes);
            await CompareAsync(
                "the whole command into SQLite", tool, blobs, lines, messages, rounds,
                ("statement API, one transaction", () => SqliteRounds.FreshAsync(file => Task.FromResult(StatementApi.Insert(file, history.Messages)))),
                run => SqliteRounds.FreshAsync(file => run("sqlite:" + file)));
            if (BenchmarkServer.IsThere)
            {
                await using var table = new PostgreSqlTable(BenchmarkServer.Address);
                await CompareAsync(
                    "the whole command into PostgreSQL", tool, blobs, lines, messages, rounds,
                    ("COPY, Npgsql", () => CopyAsync(table, history)),
                    async run =>
                    {
                        await table.PrepareAsync(history.Take(0), Known.None, idFirst: false);
                        return await run("postgres:" + BenchmarkServer.Address);
                    });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static Task CompareAsync(
        string title, string tool, string blobs, string lines, int messages, int rounds, (string, Func<Task<double>>) limit,
        Func<Func<string, Task<double>>, Task<double>> fresh) => Rounds.RunAsync(
            title, messages, rounds, limit,
            ("from compressed blobs", () => fresh(store => ImportAsync(tool, blobs, store))),
            ("from JSON, one message a line", () => fresh(store => ImportAsync(tool, lines, store))));

    static async Task<double> CopyAsync(PostgreSqlTable table, PeerHistory history)
    {
        await table.PrepareAsync(history, Known.None, idFirst: false);
        await using NpgsqlConnection connection = await table.OpenNpgsqlAsync();
        long started = Stopwatch.GetTimestamp();
        RowCopy.Write(connection, "messages", history.Rows);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static async Task<double> ImportAsync(string tool, string path, string store)
    {
        var start = new ProcessStartInfo(tool, ["import", path, "--store", store, "--json"]) { RedirectStandardOutput = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string result = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException(result);
    }
}
