using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Puts the importer together: the parts a host names, and the machinery between them.</summary>
static class ImportComposition
{
    public static HistoryImporter Create(
        IMessageCache cache, IMessageStore store, IStateStore state, IHistoryFetcher? fetcher, IHistoryInbox inbox, StateWatcher watcher,
        IEnumerable<IProgressSink> sinks, HistoryImportOptions options, TimeProvider time, Telemetry telemetry, ILoggerFactory loggers)
    {
        var leases = new Leases(state, watcher, options, time, loggers.CreateLogger<Leases>());
        PageFetcher? pages = fetcher is null
            ? null
            : new PageFetcher(
                new FetchSender(fetcher, inbox, options, time, loggers.CreateLogger<FetchSender>()), state, watcher, leases, new Gates<ConnectionKey>(),
                options, time, telemetry);
        var fetching = new FetchLoopFactory(pages, store, state, options, time);
        var pipelines = new ImportPipelineFactory(cache, store, state, options, time, telemetry, loggers.CreateLogger<ImportPipeline>());
        var runs = new ImportRunFactory(
            pipelines, fetching, cache, store, state, sinks, options, time, telemetry, loggers.CreateLogger<ImportRun>());
        return new HistoryImporter(
            cache, runs, leases, new StatusBoard(state, watcher, leases, time), telemetry, loggers.CreateLogger<HistoryImporter>());
    }
}
