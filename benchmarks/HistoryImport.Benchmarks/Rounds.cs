using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Benchmarks;

/// <summary>Runs what is compared in turn, round after round, and prints medians beside the first.</summary>
static class Rounds
{
    public static async Task RunAsync(string title, int messages, int rounds, params (string Name, Func<Task<double>> Seconds)[] compared)
    {
        List<double>[] rates = [.. compared.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < compared.Length; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                double seconds = await compared[i].Seconds();
                if (round >= 0)
                {
                    rates[i].Add(messages / seconds);
                }
            }
        }

        double first = Median(rates[0]);
        Console.WriteLine($"| {title}, {messages} messages, {rounds} rounds | messages/s, median | min – max | beside the first |");
        Console.WriteLine("|---|---|---|---|");
        for (int i = 0; i < compared.Length; i++)
        {
            Console.WriteLine($"| {compared[i].Name} | {Median(rates[i]):0} | {rates[i].Min():0} – {rates[i].Max():0} | {Median(rates[i]) / first:0.00} |");
        }
    }

    /// <summary>Imports decoded messages with the library and tells the seconds that took.</summary>
    public static async Task<double> ImportAsync(
        ConnectionKey connection, HistoryMessage[] history, Action<IHistoryImportBuilder> use, Action<HistoryImportOptions>? configure = null)
    {
        var services = new ServiceCollection();
        use(services.AddHistoryImport(configure));
        services.Replace(ServiceDescriptor.Singleton<IMessageCache>(new DecodedCache(history)));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHistoryImporter importer = provider.GetRequiredService<IHistoryImporter>();

        // Opens the database and makes the schema; what is compared with starts from there too.
        await provider.GetRequiredService<IMessageStore>().UpsertAsync(connection, new MessageBatch());
        long started = Stopwatch.GetTimestamp();
        ImportResult result = await importer.ImportAsync(new ImportRequest { Connection = connection, QuietPeriod = TimeSpan.Zero });
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result.Outcome == ImportOutcome.Completed ? seconds : throw new InvalidOperationException(result.Reason);
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
