using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Every log message. Ids 100: runs, 200: messages, 300: cache, 400: progress, 600: fetching, 700: erasing.</summary>
/// <remarks>Message text and phone numbers appear at Trace at most. So do the exceptions of stores, caches and sinks: what they say may quote a row.</remarks>
static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Import {RunId} of {Connection} started")]
    public static partial void RunStarted(ILogger logger, Guid runId, ConnectionKey connection);

    [LoggerMessage(101, LogLevel.Information,
        "Import {RunId} of {Connection} ended: {Outcome}. Read {Read}: invalid {Invalid}, filtered {Filtered}, folded {Folded}, duplicates {Duplicates}, inserted {Inserted}, updated {Updated}, failed {Failed}, in {ElapsedMs} ms")]
    public static partial void RunEnded(
        ILogger logger, Guid runId, ConnectionKey connection, ImportOutcome outcome, long read, long invalid, long filtered, long folded,
        long duplicates, long inserted, long updated, long failed, double elapsedMs);

    [LoggerMessage(102, LogLevel.Error, "Import {RunId} of {Connection} failed: {Reason}")]
    public static partial void RunFailed(ILogger logger, Guid runId, ConnectionKey connection, string reason);

    [LoggerMessage(103, LogLevel.Debug, "Import {RunId} committed a batch of {Items}: inserted {Inserted}, updated {Updated}, in {ElapsedMs} ms")]
    public static partial void BatchCommitted(ILogger logger, Guid runId, int items, int inserted, int updated, double elapsedMs);

    [LoggerMessage(104, LogLevel.Warning, "Import {RunId}: {Count} persons have more than one phone number by WhatsApp's own claims; the longest, then smallest, is used")]
    public static partial void AmbiguousIdentities(ILogger logger, Guid runId, int count);

    [LoggerMessage(105, LogLevel.Trace, "Import {RunId} failed")]
    public static partial void RunFailedDetail(ILogger logger, Guid runId, Exception error);

    [LoggerMessage(106, LogLevel.Warning, "The lease of {Connection} could not be renewed within {Seconds} s: another instance may have taken over")]
    public static partial void LeaseLost(ILogger logger, ConnectionKey connection, double seconds);

    [LoggerMessage(107, LogLevel.Warning, "The status of import {RunId} could not be written ({Error})")]
    public static partial void StatusNotWritten(ILogger logger, Guid runId, string error);

    [LoggerMessage(108, LogLevel.Information, "Import {RunId} of {Connection} waits for another that does the same")]
    public static partial void RunWaits(ILogger logger, Guid runId, ConnectionKey connection);

    [LoggerMessage(200, LogLevel.Warning, "Import {RunId} set aside {Place} of {Source} (id {MessageId}): {Reason}")]
    public static partial void MessageSetAside(ILogger logger, Guid runId, string place, string source, string messageId, string reason);

    [LoggerMessage(201, LogLevel.Warning, "Import {RunId}: the store refused a batch of {Items} ({Error}); halving it to find the message")]
    public static partial void BatchRefused(ILogger logger, Guid runId, int items, string error);

    [LoggerMessage(202, LogLevel.Trace, "Import {RunId}: the store refused a batch")]
    public static partial void BatchRefusedDetail(ILogger logger, Guid runId, Exception error);

    [LoggerMessage(203, LogLevel.Warning, "Import {RunId} kept {Place} of {Source} with a problem: {Reason}")]
    public static partial void KeptWithProblem(ILogger logger, Guid runId, string? place, string? source, string reason);

    [LoggerMessage(204, LogLevel.Warning, "Import {RunId} set aside, or kept with a problem, {Count} more; they are not named one by one")]
    public static partial void MoreProblems(ILogger logger, Guid runId, int count);

    [LoggerMessage(300, LogLevel.Warning, "The in-memory message cache is in use: what it holds is lost when the process ends. It is meant for tests and demos")]
    public static partial void InMemoryCacheInUse(ILogger logger);

    [LoggerMessage(301, LogLevel.Warning, "The in-memory message cache of {Connection} was full and dropped its {Count} oldest messages")]
    public static partial void Evicted(ILogger logger, ConnectionKey connection, int count);

    [LoggerMessage(302, LogLevel.Warning, "The message cache of {Connection} dropped {Count} messages older than {Days} days that no import had asked for")]
    public static partial void Expired(ILogger logger, ConnectionKey connection, long count, double days);

    [LoggerMessage(303, LogLevel.Warning, "History of {Connection} was kept, but whoever waits for it could not be told ({Error})")]
    public static partial void ArrivalNotTold(ILogger logger, ConnectionKey connection, string error);

    [LoggerMessage(304, LogLevel.Warning, "History of {Connection} came with {Count} problems; the next import of the connection names each. The first: {Reason}")]
    public static partial void ReceivedWithProblems(ILogger logger, ConnectionKey connection, int count, string reason);

    [LoggerMessage(305, LogLevel.Warning, "{Count} acknowledgements of {Connection} were dropped, the oldest: more than {Most} waited for messages that did not come")]
    public static partial void StatusesDropped(ILogger logger, ConnectionKey connection, long count, long most);

    [LoggerMessage(306, LogLevel.Debug, "What lies in the message cache could not be counted ({Error})")]
    public static partial void CacheNotCounted(ILogger logger, string error);

    [LoggerMessage(400, LogLevel.Warning, "{Sink}, which listens to an import, failed ({Error})")]
    public static partial void SinkFailed(ILogger logger, string sink, string error);

    [LoggerMessage(401, LogLevel.Trace, "{Sink}, which listens to an import, failed")]
    public static partial void SinkFailedDetail(ILogger logger, string sink, Exception error);

    [LoggerMessage(600, LogLevel.Debug, "Asking the phone of {Connection} for up to {Count} messages")]
    public static partial void Fetching(ILogger logger, ConnectionKey connection, int count);

    [LoggerMessage(601, LogLevel.Warning, "The fetcher of {Connection} failed ({Error})")]
    public static partial void FetcherFailed(ILogger logger, ConnectionKey connection, string error);

    [LoggerMessage(602, LogLevel.Trace, "The fetcher of {Connection} failed")]
    public static partial void FetcherFailedDetail(ILogger logger, ConnectionKey connection, Exception error);

    [LoggerMessage(603, LogLevel.Information, "Import {RunId} of {Connection} stopped asking the phone after {Requests} requests: {End}")]
    public static partial void FetchEnded(ILogger logger, Guid runId, ConnectionKey connection, int requests, FetchEnd end);

    [LoggerMessage(700, LogLevel.Information, "Of {Connection} were erased: {Messages} messages, {Reactions} reactions, {CacheEntries} entries of the cache")]
    public static partial void Erased(ILogger logger, ConnectionKey connection, long messages, long reactions, long cacheEntries);

    [LoggerMessage(701, LogLevel.Information, "Of {Connection}, {Count} erasures were lifted")]
    public static partial void Lifted(ILogger logger, ConnectionKey connection, int count);
}
