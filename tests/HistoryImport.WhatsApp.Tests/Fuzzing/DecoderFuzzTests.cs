using System.Text;

namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>Nothing but the documented exception, no hang, no growth, and nothing the rest of the pipeline stumbles over.</summary>
/// <remarks>20 000 payloads for protobuf and for each dialect; HISTORYIMPORT_LONG=1 runs 1 000 000. Runs alone, because it measures memory.</remarks>
[Trait("Size", "Long")]
[CollectionDefinition(nameof(DecoderFuzzTests), DisableParallelization = true)]
[Collection(nameof(DecoderFuzzTests))]
public class DecoderFuzzTests
{
    static readonly int _payloads = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 1_000_000 : 20_000;

    public static TheoryData<string> Dialects => [.. Samples.Dialects];

    [Fact]
    public Task Decode_MutatedProtobuf_OnlyTheDocumentedException() => new Fuzzer(new ProtobufMutator().Next).RunAsync(_payloads);

    /// <summary>Every dialect from its own samples, so that each gets its share however many samples another has.</summary>
    [Theory]
    [MemberData(nameof(Dialects))]
    public Task Decode_MutatedDialect_OnlyTheDocumentedException(string dialect) => new Fuzzer(new JsonMutator(Samples.Of(dialect)).Next).RunAsync(_payloads);

    /// <summary>All dialects in one, whose parts are put into each other.</summary>
    [Fact]
    public Task Decode_MutatedJson_OnlyTheDocumentedException() => new Fuzzer(new JsonMutator().Next).RunAsync(_payloads);

    [Fact]
    public async Task Dialects_OfTheDecoder_AreAllAmongTheSamples()
    {
        HashSet<string> read = [];
        foreach (string sample in Samples.Dialects.SelectMany(Samples.Of))
        {
            (List<HistorySet> parts, _) = await Decode.TryAllAsync(Encoding.UTF8.GetBytes(sample));
            read.UnionWith(parts.SelectMany(part => part.Forms.Keys));
        }

        Assert.Empty(KnownDialects.All.ToArray().Select(dialect => dialect.Name).Except(read));
    }
}
