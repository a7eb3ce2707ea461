using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Puts the importer together: the parts a host names, and the machinery between them.</summary>
static class ImportComposition
{
    public static HistoryImporter Create(
        IMessageCache cache, IMessageStore store, IStateStore state, ErasureGuard guard, IHistoryFetcher? fetcher, IHistoryInbox inbox,
        StateWatcher watcher, Leases leases,
        IEnumerable<IProgressSink> sinks, HistoryImportOptions options, TimeProvider time, Telemetry telemetry, ILoggerFactory loggers)
    {
        PageFetcher? pages = fetcher is null
            ? null
            : new PageFetcher(
                new FetchSender(fetcher, inbox, options, time, loggers.CreateLogger<FetchSender>()), state, watcher, leases, new Gates<ConnectionKey>(),
                options, time, telemetry);
        var fetching = new FetchLoopFactory(pages, store, options, time);
        var pipelines = new ImportPipelineFactory(cache, store, state, guard, options, time, telemetry, loggers.CreateLogger<ImportPipeline>());
        var runs = new ImportRunFactory(
            pipelines, fetching, cache, store, guard, sinks, options, time, telemetry, loggers.CreateLogger<ImportRun>());
        var board = new StatusBoard(state, watcher, leases, time);
        return new HistoryImporter(
            cache, runs, new RunOpener(cache, state, leases, board, telemetry, loggers.CreateLogger<RunOpener>()), leases, board, telemetry, loggers.CreateLogger<HistoryImporter>());
    }
}
