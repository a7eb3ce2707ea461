using BenchmarkDotNet.Attributes;

namespace HistoryImport.Benchmarks;

/// <summary>What every message costs before it reaches a store.</summary>
[MemoryDiagnoser]
public class CoreBenchmarks
{
    readonly HistoryMessage _message = DecodedHistory.Create(1)[0];
    readonly MessageUpsert _left = Upsert(MessageStatus.Server);
    readonly MessageUpsert _right = Upsert(MessageStatus.Read);

    [Benchmark]
    public bool ParseJid() => Jid.TryParse("5511987654321:12@c.us", out _);

    [Benchmark]
    public ContentVersion ContentVersionOfAMessage() => ContentVersion.Of(_message.Content);

    [Benchmark]
    public MessageUpsert Merge() => MessageMerge.Merge(_left, _right);

    static MessageUpsert Upsert(MessageStatus status) => new()
    {
        Key = new MessageKey(Jid.Parse("5511987654321@s.whatsapp.net"), default, false, "3EB0"),
        Status = status,
    };
}
