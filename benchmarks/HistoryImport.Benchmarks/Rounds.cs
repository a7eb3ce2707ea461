using System.Diagnostics;

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
        await using ImportHost host = await ImportHost.OpenAsync(connection, history, use, configure);
        long started = Stopwatch.GetTimestamp();
        await host.ImportAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
