using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>What every run of a container works with.</summary>
sealed record ImportServices(
    HistoryImportOptions Options,
    IMessageCache Cache,
    IMessageStore Store,
    IStateStore State,
    IHistoryFetcher? Fetcher,
    IHistoryInbox Inbox,
    StateWatcher Watcher,
    TimeProvider Time,
    Telemetry Telemetry,
    ILogger Logger);
