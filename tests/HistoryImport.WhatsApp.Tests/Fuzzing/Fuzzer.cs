using System.Globalization;

namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>Decodes payload after payload, each made from its number alone, and passes on what comes out.</summary>
/// <remarks>HISTORYIMPORT_FUZZ_SEED=n runs payload n alone.</remarks>
sealed class Fuzzer(Func<Random, byte[]> next)
{
    const int PayloadsAnImport = 200;
    const long AllowedGrowth = 24 * 1024 * 1024;

    static readonly string? _only = Environment.GetEnvironmentVariable("HISTORYIMPORT_FUZZ_SEED");
    static readonly HistoryDecoderOptions[] _options = [new(), Decode.Small];

    long _messages;

    public async Task RunAsync(int payloads)
    {
        if (_only is not null)
        {
            await RunAloneAsync(int.Parse(_only, CultureInfo.InvariantCulture));
            return;
        }

        long early = 0;
        for (int from = 0; from < payloads; from += PayloadsAnImport)
        {
            await RunSomeAsync(from, Math.Min(from + PayloadsAnImport, payloads));
            if (early == 0 && from >= payloads / 10)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        // Payloads that are all refused at their first byte would prove nothing.
        Assert.True(_messages > payloads, $"Only {_messages} messages came out of {payloads} payloads.");
        long late = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(late < early + AllowedGrowth, $"Memory grew from {early} bytes after a tenth of the payloads to {late} at the end.");
    }

    async Task RunSomeAsync(int from, int to)
    {
        try
        {
            await using var pipeline = new FuzzPipeline();
            for (int seed = from; seed < to; seed++)
            {
                await DecodeAsync(seed, pipeline);
            }

            await pipeline.ImportAsync();
        }
        catch (Exception) when (to - from > 1)
        {
            // Somewhere in these; alone, it says where.
            for (int seed = from; seed < to; seed++)
            {
                await RunAloneAsync(seed);
            }

            throw;
        }
    }

    async Task RunAloneAsync(int seed)
    {
        try
        {
            await using var pipeline = new FuzzPipeline();
            await DecodeAsync(seed, pipeline);
            await pipeline.ImportAsync();
        }
        catch (Exception error)
        {
            Assert.Fail($"Payload {seed}; HISTORYIMPORT_FUZZ_SEED={seed} runs it alone. {error}");
        }
    }

    async Task DecodeAsync(int seed, FuzzPipeline pipeline)
    {
        var random = new Random(seed);
        byte[] payload = next(random);
        int piece = random.Next(4) switch { 0 => 1 + random.Next(7), 1 => 100, _ => int.MaxValue };
        _messages += await PayloadCheck.RunAsync(payload, piece, _options[random.Next(_options.Length)], pipeline.ReceiveAsync);
    }
}
