using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace HistoryImport.Benchmarks;

/// <summary>A thousand plain messages to decoded ones, beside the formats' own parsers.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class DecodingBenchmarks
{
    const int Messages = 1000;

    readonly byte[] _blob = DecodingPayload.PlainBlob(Messages).Bytes;
    readonly byte[] _lines = DecodingPayload.PlainLines(Messages).Bytes;

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("protobuf")]
    public int ParseBlob() => DecodingWork.Parse(_blob);

    [Benchmark]
    [BenchmarkCategory("protobuf")]
    public Task<int> DecodeBlob() => DecodingWork.DecodeAsync(_blob);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("JSON")]
    public int WalkLines() => DecodingWork.Walk(_lines);

    [Benchmark]
    [BenchmarkCategory("JSON")]
    public Task<int> DecodeLines() => DecodingWork.DecodeAsync(_lines);
}
