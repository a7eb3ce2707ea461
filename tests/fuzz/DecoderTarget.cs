using HistoryImport.WhatsApp;
using HistoryImport.WhatsApp.Tests;
using HistoryImport.WhatsApp.Tests.Fuzzing;

namespace HistoryImport.Fuzz;

/// <summary>Payloads of any form, decoded as the seeded fuzzing decodes them.</summary>
sealed class DecoderTarget(IEnumerable<byte[]> seeds, Func<byte[], Random, byte[]> mutate) : IFuzzTarget
{
    static readonly HistoryDecoderOptions _usual = new();
    static readonly HistoryDecoderOptions _small = Decode.Small;

    public static DecoderTarget Protobuf()
    {
        var mutator = new ProtobufMutator();
        return new DecoderTarget(mutator.Seeds().Concat(mutator.Seeds().Take(3).Select(Decode.Zlib)).Concat(Samples.Kept("protobuf")), mutator.Mutate);
    }

    public static DecoderTarget Json()
    {
        var mutator = new JsonMutator();
        return new DecoderTarget(mutator.Seeds().Concat(Samples.Kept("json")), mutator.Mutate);
    }

    public IEnumerable<byte[]> Seeds() => seeds;

    public byte[] Mutate(byte[] input, byte[] other, Random random) =>
        random.Next(4) == 0 ? ByteMutator.Mutate([.. input], other, random) : mutate(input, random);

    // How an input is run follows from the input alone, so that a file is all it takes to run it again.
    public void Run(byte[] input)
    {
        int way = input.Aggregate(0, (sum, one) => sum + one) % 8;
        int piece = way switch { 0 => 1, 1 => 7, 2 => 100, _ => int.MaxValue };
        PayloadCheck.RunAsync(input, piece, way % 2 == 0 ? _usual : _small, Check).GetAwaiter().GetResult();
    }

    static ValueTask Check(HistorySet set)
    {
        foreach (HistoryMessage message in set.Messages)
        {
            CleanText.Check(message.Content?.Body);
            CleanText.Check(message.Content?.Media?.FileName);
            CleanText.Check(message.Amendment?.Text);
        }

        return ValueTask.CompletedTask;
    }
}
