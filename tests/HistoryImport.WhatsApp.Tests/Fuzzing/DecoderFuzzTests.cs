namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>Nothing but the documented exception, no hang, no growth, and nothing the rest of the pipeline stumbles over.</summary>
/// <remarks>20 000 payloads for each decoder; HISTORYIMPORT_LONG=1 runs 1 000 000. Runs alone, because it measures memory.</remarks>
[Trait("Size", "Long")]
[CollectionDefinition(nameof(DecoderFuzzTests), DisableParallelization = true)]
[Collection(nameof(DecoderFuzzTests))]
public class DecoderFuzzTests
{
    static readonly int _payloads = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 1_000_000 : 20_000;

    [Fact]
    public Task Decode_MutatedProtobuf_OnlyTheDocumentedException() => new Fuzzer(new ProtobufMutator().Next).RunAsync(_payloads);

    [Fact]
    public Task Decode_MutatedWebhooks_OnlyTheDocumentedException() => new Fuzzer(new JsonMutator(Samples.Official()).Next).RunAsync(_payloads);

    [Fact]
    public Task Decode_MutatedJson_OnlyTheDocumentedException() => new Fuzzer(new JsonMutator().Next).RunAsync(_payloads);
}
