using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Benchmarks;

/// <summary>What the pipeline adds to the work it does, on a store that does nothing; times and bytes are those of one message.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    const int Messages = 100_000;
    const int BatchSize = 1000;

    static readonly ConnectionKey _connection = new("tenant", "connection");

    readonly HistoryMessage[] _history = DecodedHistory.Create(Messages);
    readonly NoStore _store = new();
    ImportHost _host = null!;

    [GlobalSetup]
    public async Task SetupAsync() =>
        _host = await ImportHost.OpenAsync(_connection, _history, builder => builder.Services.AddSingleton<IMessageStore>(_store));

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _host.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public Task LoopByHand() => new SequentialLoop(_store, _connection, BatchSize).RunAsync(_history);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task Dataflow() => new DataflowLoop(_store, _connection, BatchSize).RunAsync(_history);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task HistoryImport() => _host.ImportAsync();
}
