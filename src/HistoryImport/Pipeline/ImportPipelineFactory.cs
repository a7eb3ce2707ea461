using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Makes the pipeline of one run.</summary>
sealed class ImportPipelineFactory(
    IMessageCache cache, IMessageStore store, IStateStore state, ErasureGuard guard, HistoryImportOptions options, TimeProvider time,
    Telemetry telemetry, ILogger<ImportPipeline> logger)
{
    const int DefaultBatchSize = 1000;

    /// <summary>How many messages a batch holds at most.</summary>
    public int BatchSize =>
        options.BatchSize ?? Math.Clamp(store.Capabilities.PreferredBatchSize ?? DefaultBatchSize, 1, HistoryImportOptionsValidator.MaxBatchSize);

    bool TakesEdits => store.Capabilities.Supports(StoreFeatures.Amendments);

    int Writers => options.Writers ?? Math.Clamp(store.Capabilities.PreferredWriters, 1, HistoryImportOptionsValidator.MaxWriters);

    /// <summary>Whether an edit whose message is nowhere makes a row: it has no time, so it lies outside every window.</summary>
    public bool EditsMakeRows(ImportRequest request) =>
        request.Since is null && request.Until is null && TakesEdits;

    /// <summary>Whether amendments that wait rest until their message may have come.</summary>
    public bool LetsAmendmentsRest => cache.Scope is { LetsAmendmentsRest: true } scope && StorageScope.IsShared(scope, store.Scope);

    public JoinLedger CreateLedger(ConnectionKey connection, IStateStore states) => new(connection, cache, store, states);

    /// <param name="request">What is wanted.</param>
    /// <param name="runId">The run.</param>
    /// <param name="ledger">Who is who.</param>
    /// <param name="lease">What the run may write by.</param>
    /// <param name="tally">Counts what is committed.</param>
    /// <param name="setAside">Hears of what the store refuses.</param>
    /// <param name="written">Hears of every batch that is committed.</param>
    /// <param name="heard">Hears of every entry of the wanted chats; <see langword="null"/> if nobody wants to.</param>
    public ImportPipeline Create(
        ImportRequest request, Guid runId, JoinLedger ledger, ImportLease lease, ImportTally tally, Action<ImportProblem> setAside, Action<ComparedBatch> written,
        Action<HistoryMessage, string>? heard)
    {
        var normaliser = new MessageNormaliser(ledger.Identities, new MessageFilter(request, options, ledger.Identities, time.GetUtcNow()), store.Capabilities);
        var preparer = new BatchPreparer(
            request.Connection, ledger, guard, normaliser, request.Chats.Count > 0, new RestRule(LetsAmendmentsRest, EditsMakeRows(request)), heard);
        var comparer = new BatchComparer(request.Connection, cache, store, lease);
        LeaseCheck? check = StorageScope.IsShared(lease.Scope, store.Scope) ? null : new LeaseCheck(state, request.Connection, lease);
        var amendments = new AmendmentGatherer(request.Connection, cache, tally);
        var writer = new BatchWriter(runId, request.Connection, cache, store, check, ledger, tally, amendments, setAside, time, telemetry, logger);
        return new ImportPipeline(cache, preparer, comparer, writer, amendments, options.ChannelCapacity, Writers, written);
    }
}
