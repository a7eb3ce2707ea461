using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Benchmarks;

/// <summary>What the pipeline adds to the work it does: its loops beside one loop written by hand and beside TPL Dataflow, on a store that
/// does nothing.</summary>
static class PipelineRounds
{
    const int BatchSize = 1000;

    static readonly ConnectionKey _connection = new("tenant", "connection");

    public static async Task RunAsync(int messages, int rounds)
    {
        HistoryMessage[] history = DecodedHistory.Create(messages);
        var store = new NoStore();

        // The host, its container and its cache are there before the clock starts, as the messages are.
        await using ImportHost host = await ImportHost.OpenAsync(_connection, history, builder => builder.Services.AddSingleton<IMessageStore>(store));
        (string, Func<Task>)[] compared =
        [
            ("one loop by hand", () => new SequentialLoop(store, _connection, BatchSize).RunAsync(history)),
            ("HistoryImport", host.ImportAsync),
            ("TPL Dataflow", () => new DataflowLoop(store, _connection, BatchSize).RunAsync(history)),
        ];
        List<(double Wall, double Cpu, double Bytes)>[] measured = [.. compared.Select(_ => new List<(double, double, double)>())];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < compared.Length; i++)
            {
                (double, double, double) one = await MeasureAsync(compared[i].Item2, messages);
                if (round >= 0)
                {
                    measured[i].Add(one);
                }
            }
        }

        Console.WriteLine($"| {messages} messages, {rounds} rounds, medians | ns a message | min – max | processor ns | bytes |");
        Console.WriteLine("|---|---|---|---|---|");
        for (int i = 0; i < compared.Length; i++)
        {
            double[] wall = [.. measured[i].Select(one => one.Wall).Order()];
            Console.WriteLine(
                $"| {compared[i].Item1} | {wall[wall.Length / 2]:0} | {wall[0]:0} – {wall[^1]:0} | {Rounds.Median([.. measured[i].Select(one => one.Cpu)]):0} "
                + $"| {Rounds.Median([.. measured[i].Select(one => one.Bytes)]):0} |");
        }
    }

    static async Task<(double Wall, double Cpu, double Bytes)> MeasureAsync(Func<Task> work, int messages)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        await work();
        TimeSpan wall = Stopwatch.GetElapsedTime(started);
        return (
            wall.TotalNanoseconds / messages, (Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds / messages,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)messages);
    }
}
