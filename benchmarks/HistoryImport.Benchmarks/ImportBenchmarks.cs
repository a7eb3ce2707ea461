using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using HistoryImport.Peers;

namespace HistoryImport.Benchmarks;

/// <summary>Decoded messages to committed rows, beside the limit, a loop by hand and TPL Dataflow; times and bytes are those of one message.</summary>
/// <remarks>The limit is a first import, whatever is known.</remarks>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 7, invocationCount: 1)]
public abstract class ImportBenchmarks
{
    const int Messages = 100_000;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-bench-");
    PeerHistory _history = null!;
    ImportHost? _host;

    [Params(Known.None, Known.Half, Known.All)]
    public Known Known { get; set; }

    private protected abstract ITable Table { get; }

    private protected string Folder => _folder.FullName;

    [GlobalSetup]
    public void Setup() => _history = PeerHistory.Create(Folder, Messages);

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        if (Table is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [IterationSetup(Target = nameof(Limit))]
    public void Empty() => Run(async () =>
    {
        await Table.PrepareAsync(_history, Known.None, idFirst: false);
        await OpenLimitAsync(_history);
    });

    [IterationCleanup(Target = nameof(Limit))]
    public void CloseLimit() => Run(() => CloseLimitAsync().AsTask());

    [IterationSetup(Targets = [nameof(LoopByHand), nameof(Dataflow), nameof(HistoryImport)])]
    public void Fill() => Run(async () =>
    {
        await Table.PrepareAsync(_history, Known, idFirst: false);
        _host = await ImportHost.OpenAsync(Schema.Connection, _history.Messages, Table.Use);
    });

    [IterationCleanup(Targets = [nameof(LoopByHand), nameof(Dataflow), nameof(HistoryImport)])]
    public void Close() => Run(() => _host!.DisposeAsync().AsTask());

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public void Limit() => RunLimit(_history);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task LoopByHand() => new SequentialLoop(_host!.Store, Schema.Connection, _host.Store.Capabilities.PreferredBatchSize!.Value).RunAsync(_history.Messages);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task Dataflow() => new DataflowLoop(_host!.Store, Schema.Connection, _host.Store.Capabilities.PreferredBatchSize!.Value).RunAsync(_history.Messages);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task HistoryImport() => _host!.ImportAsync();

    private protected abstract ValueTask OpenLimitAsync(PeerHistory history);

    private protected abstract void RunLimit(PeerHistory history);

    private protected abstract ValueTask CloseLimitAsync();

    // Setups of an iteration are synchronous.
    static void Run(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
