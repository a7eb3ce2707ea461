using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Benchmarks;

/// <summary>Decoded messages to committed rows, beside SQLite's own statement API into the same tables; interleaved, medians.</summary>
static class SqliteRounds
{
    static readonly ConnectionKey _connection = new("tenant", "connection");

    public static async Task RunAsync(int messages, int rounds)
    {
        HistoryMessage[] history = DecodedHistory.Create(messages);
        HistoryMessage[] half = [.. history.Where((_, i) => i % 2 == 0)];
        string[] names =
        [
            "statement API, one transaction", "first import", "all known", "half known",
            "UpsertAsync alone", "UpsertAsync alone, all known", "FindExistingAsync alone, all known", "FindExistingAsync alone, half known",
        ];
        List<double>[] rates = [.. names.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
        {
            double[] measured =
            [
                Fresh(file => StatementApi.Insert(file, history)),
                await FreshAsync(file => ImportAsync(file, history)),
                await FreshAsync(async file => { await ImportAsync(file, history); return await ImportAsync(file, history); }),
                await FreshAsync(async file => { await ImportAsync(file, half); return await ImportAsync(file, history); }),
                await FreshAsync(file => StoreCalls.InsertAsync(file, history)),
                await FreshAsync(file => StoreCalls.RepeatAsync(file, history)),
                await FreshAsync(file => StoreCalls.FindAsync(file, history, history)),
                await FreshAsync(file => StoreCalls.FindAsync(file, half, history)),
            ];
            for (int i = 0; i < measured.Length && round >= 0; i++)
            {
                rates[i].Add(messages / measured[i]);
            }
        }

        double limit = Median(rates[0]);
        Console.WriteLine($"| {messages} messages, {rounds} rounds | rows/s, median | min – max | beside the statement API |");
        Console.WriteLine("|---|---|---|---|");
        for (int i = 0; i < names.Length; i++)
        {
            Console.WriteLine($"| {names[i]} | {Median(rates[i]):0} | {rates[i].Min():0} – {rates[i].Max():0} | {Median(rates[i]) / limit:0.00} |");
        }
    }

    public static async Task<double> ImportAsync(string file, HistoryMessage[] history)
    {
        var cache = new DecodedCache(history);
        var services = new ServiceCollection();
        services.AddHistoryImport().UseSqlite(file);
        services.Replace(ServiceDescriptor.Singleton<IMessageCache>(cache));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHistoryImporter importer = provider.GetRequiredService<IHistoryImporter>();

        // Opens the file and makes the schema; the statement API starts from there too.
        await provider.GetRequiredService<IMessageStore>().UpsertAsync(_connection, new MessageBatch());
        long started = Stopwatch.GetTimestamp();
        ImportResult result = await importer.ImportAsync(new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero });
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result.Outcome == ImportOutcome.Completed ? seconds : throw new InvalidOperationException(result.Reason);
    }

    static double Fresh(Func<string, double> run) => FreshAsync(file => Task.FromResult(run(file))).GetAwaiter().GetResult();

    public static async Task<double> FreshAsync(Func<string, Task<double>> run)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("history-import-bench-");
        try
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return await run(Path.Combine(folder.FullName, "history.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
