using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Makes what one run consists of.</summary>
sealed class ImportRunFactory(
    ImportPipelineFactory pipelines, FetchLoopFactory fetching, IMessageCache cache, IMessageStore store, ErasureGuard guard,
    IEnumerable<IProgressSink> sinks, HistoryImportOptions options, TimeProvider time, Telemetry telemetry, ILogger<ImportRun> logger)
{
    readonly CacheExpiry _expiry = new(cache, options, time);
    readonly IProgressSink[] _sinks = [.. sinks];

    public ProgressReporter CreateReporter(ImportRequest request) =>
        new(request.ProgressSink is { } own ? _sinks.Append(own) : _sinks, options, time, logger);

    public RunJournal CreateJournal(ImportRequest request, ProgressReporter progress) => new(request, options, progress, time, telemetry, logger);

    public ImportRun Create(ImportRequest request, RunJournal journal, IStateStore state)
    {
        journal.Store = store.Capabilities;
        return new(request, journal, pipelines, fetching, cache, _expiry, state, guard, options, time, telemetry, logger);
    }
}
