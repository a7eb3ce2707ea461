using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Benchmarks;

/// <summary>Decoded messages to committed rows, beside SQLite's own statement API into the same tables; interleaved, medians.</summary>
static class SqliteRounds
{
    static readonly ConnectionKey _connection = new("tenant", "connection");

    public static async Task RunAsync(int messages, int rounds)
    {
        HistoryMessage[] history = DecodedHistory.Create(messages);
        HistoryMessage[] half = [.. history.Where((_, i) => i % 2 == 0)];
        await Rounds.RunAsync(
            "rows into SQLite", messages, rounds,
            ("statement API, one transaction", () => FreshAsync(file => Task.FromResult(StatementApi.Insert(file, history)))),
            ("first import", () => FreshAsync(file => ImportAsync(file, history))),
            ("all known", () => FreshAsync(async file => { await ImportAsync(file, history); return await ImportAsync(file, history); })),
            ("half known", () => FreshAsync(async file => { await ImportAsync(file, half); return await ImportAsync(file, history); })),
            ("UpsertAsync alone", () => FreshAsync(file => StoreCalls.InsertAsync(file, history))),
            ("UpsertAsync alone, all known", () => FreshAsync(file => StoreCalls.RepeatAsync(file, history))),
            ("FindExistingAsync alone, all known", () => FreshAsync(file => StoreCalls.FindAsync(file, history, history))),
            ("FindExistingAsync alone, half known", () => FreshAsync(file => StoreCalls.FindAsync(file, half, history))));
    }

    public static Task<double> ImportAsync(string file, HistoryMessage[] history) =>
        Rounds.ImportAsync(_connection, history, builder => builder.UseSqlite(file));

    public static async Task<double> FreshAsync(Func<string, Task<double>> run)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("history-import-bench-");
        try
        {
            return await run(Path.Combine(folder.FullName, "history.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
