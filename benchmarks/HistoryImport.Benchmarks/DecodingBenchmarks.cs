using System.Text;
using BenchmarkDotNet.Attributes;

namespace HistoryImport.Benchmarks;

/// <summary>A thousand plain messages to decoded ones, in each form they come in, beside the format's own parser over the same bytes.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    const int Messages = 1000;
    const string Protobuf = "protobuf";

    byte[] _payload = [];

    public static IEnumerable<string> Forms => [Protobuf, "lines", "array", "history-set event", "message events", "chats"];

    [ParamsSource(nameof(Forms))]
    public string Form { get; set; } = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _payload = Form == Protobuf ? DecodingPayload.PlainBlob(Messages).Bytes : Encoding.UTF8.GetBytes(Json());
        int decoded = await DecodingWork.DecodeAsync(_payload);
        if (decoded != Messages)
        {
            throw new InvalidOperationException($"{decoded} of {Messages} messages were decoded of the form '{Form}'.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Bare() => Form == Protobuf ? DecodingWork.Parse(_payload) : DecodingWork.Walk(_payload);

    [Benchmark]
    public Task<int> Decode() => DecodingWork.DecodeAsync(_payload);

    string Json()
    {
        string[] messages = Encoding.UTF8.GetString(DecodingPayload.PlainLines(Messages).Bytes).Split('\n');
        return Form switch
        {
            "lines" => string.Join('\n', messages),
            "array" => $"[{string.Join(',', messages)}]",
            "history-set event" =>
                $$$"""{"event":"messaging-history.set","data":{"chats":[],"contacts":[],"messages":[{{{string.Join(',', messages)}}}],"isLatest":false}}""",
            "message events" => string.Join(
                '\n', messages.Select(message => $$$"""{"event":"messages.upsert","data":{"messages":[{{{message}}}],"type":"append"}}""")),
            _ => $$"""{"conversations":[{{string.Join(',', messages.Chunk(50).Select(Chat))}}]}""",
        };
    }

    static string Chat(string[] messages, int number)
    {
        IEnumerable<string> wrapped = messages.Select(message => $$$"""{"message":{{{message}}}}""");
        return $$"""{"id":"55118{{number:00000000}}@s.whatsapp.net","messages":[{{string.Join(',', wrapped)}}]}""";
    }
}
