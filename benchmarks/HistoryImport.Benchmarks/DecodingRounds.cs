using System.Diagnostics;

namespace HistoryImport.Benchmarks;

/// <summary>Payloads to decoded messages, beside the format's own parser over the same bytes; interleaved, medians.</summary>
static class DecodingRounds
{
    const int PlainMessages = 20_000;
    const double Megabyte = 1_000_000;

    static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(1);
    static readonly string _head = "| MB/s, median | min – max | beside it | allocated / kept |";

    public static async Task RunAsync(string? folder, int rounds, string filter)
    {
        List<DecodingPayload> payloads = [DecodingPayload.PlainBlob(PlainMessages), DecodingPayload.PlainLines(PlainMessages), .. DialectPayloads.All(PlainMessages)];
        if (folder is not null)
        {
            payloads = [DecodingPayload.Blobs(folder), .. payloads, .. DecodingPayload.Json(folder)];
        }

        payloads.RemoveAll(payload => !payload.Name.Contains(filter, StringComparison.Ordinal));
        await CompareProtobufAsync([.. payloads.Where(payload => !payload.IsJson)], rounds);
        await CompareJsonAsync([.. payloads.Where(payload => payload.IsJson)], rounds);
    }

    static async Task CompareProtobufAsync(DecodingPayload[] payloads, int rounds)
    {
        Console.WriteLine($"| {rounds} rounds | MB | bare parse, MB/s {_head} without unknown fields |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (DecodingPayload payload in payloads)
        {
            byte[] compressed = payload.Compressed();
            List<double>[] rates = await MeasureAsync(
                rounds, payload.Bytes.Length,
                () => Task.FromResult(DecodingWork.Parse(payload.Bytes)),
                () => DecodingWork.DecodeAsync(payload.Bytes),
                () => DecodingWork.DecodeAsync(compressed),
                () => Task.FromResult(DecodingWork.Parse(DecodingPayload.Inflated(compressed))),
                () => Task.FromResult(DecodingWork.ParseDiscarding(payload.Bytes)));
            double bare = Rounds.Median(rates[0]), discarding = Rounds.Median(rates[4]);
            Console.WriteLine($"{Row(payload.Name, payload.Bytes, rates[1], bare, await WeighAsync(payload.Bytes))} {Rounds.Median(rates[1]) / discarding:0.00} |");
            Console.WriteLine($"{Row(payload.Name + ", compressed", payload.Bytes, rates[2], Rounds.Median(rates[3]), await WeighAsync(compressed))} |");
        }

        Console.WriteLine();
    }

    static async Task CompareJsonAsync(DecodingPayload[] payloads, int rounds)
    {
        Console.WriteLine($"| {rounds} rounds | MB | bare walk, MB/s {_head}");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (DecodingPayload payload in payloads)
        {
            List<double>[] rates = await MeasureAsync(
                rounds, payload.Bytes.Length, () => Task.FromResult(DecodingWork.Walk(payload.Bytes)), () => DecodingWork.DecodeAsync(payload.Bytes));
            Console.WriteLine(Row(payload.Name, payload.Bytes, rates[1], Rounds.Median(rates[0]), await WeighAsync(payload.Bytes)));
        }
    }

    static string Row(string name, byte[] bytes, List<double> rates, double bare, double weight) =>
        $"| {name} | {bytes.Length / Megabyte:0.0} | {bare:0} | {Rounds.Median(rates):0} | {rates.Min():0} – {rates.Max():0} | {Rounds.Median(rates) / bare:0.00} | {weight:0.00} |";

    static async Task<List<double>[]> MeasureAsync(int rounds, int bytes, params Func<Task<int>>[] works)
    {
        List<double>[] rates = [.. works.Select(_ => new List<double>())];
        await WarmUpAsync(works);
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < works.Length; turn++)
            {
                // What a work leaves behind meets another one every round.
                int i = (turn + round) % works.Length;
                GC.Collect();
                long started = Stopwatch.GetTimestamp();
                if (await works[i]() == 0)
                {
                    throw new InvalidOperationException("Nothing was decoded.");
                }

                rates[i].Add(bytes / Megabyte / Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }

        return rates;
    }

    // Until the methods that matter are compiled for good.
    static async Task WarmUpAsync(Func<Task<int>>[] works)
    {
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < _warmUp)
        {
            foreach (Func<Task<int>> work in works)
            {
                await work();
            }
        }
    }

    // The bytes allocated by decoding, buffers included, for every byte that stays alive with the messages.
    static async Task<double> WeighAsync(byte[] payload)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        List<HistoryMessage> messages = await DecodingWork.KeepAsync(payload);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        messages.TrimExcess();
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(messages);
        return (double)allocated / kept;
    }
}
