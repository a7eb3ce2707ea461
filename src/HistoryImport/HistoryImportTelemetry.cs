namespace HistoryImport;

/// <summary>The names of what the library measures, for those who choose what to collect. No tag holds a tenant, a JID or a text.</summary>
public static class HistoryImportTelemetry
{
    /// <summary>The meter.</summary>
    public const string MeterName = "HistoryImport";

    /// <summary>The activity source. An <c>import</c> is an activity with its outcome, an error if it failed; in it each <c>batch</c> is one.</summary>
    public const string ActivitySourceName = "HistoryImport";

    /// <summary>Counts messages read, by <c>outcome</c>, with every batch; those that were folded into another, or wait, at the end of the run.</summary>
    public const string Messages = "history_import.messages";

    /// <summary>Counts imports, by <c>outcome</c>.</summary>
    public const string Runs = "history_import.runs";

    /// <summary>Tells how many imports of this process go on, by <c>state</c>: <c>running</c>, or <c>waiting</c> for another that does the same.</summary>
    public const string ActiveRuns = "history_import.runs.active";

    /// <summary>Counts messages a cache dropped before an import took them, by <c>cause</c>.</summary>
    public const string CacheDropped = "history_import.cache.dropped";

    /// <summary>Tells how many messages lie in the caches, those that wait for another among them. Like the three below it is looked up every fifteen seconds
    /// at most, and less often where that takes long; hosts that share a database tell the same of it.</summary>
    public const string CacheMessages = "history_import.cache.messages";

    /// <summary>Tells about how many bytes the caches hold.</summary>
    public const string CacheBytes = "history_import.cache.bytes";

    /// <summary>Tells how many seconds ago the oldest message in the caches was received. Not told if there is none.</summary>
    public const string CacheOldest = "history_import.cache.oldest";

    /// <summary>Tells of how many connections there is a message in the caches.</summary>
    public const string CacheConnections = "history_import.cache.connections";

    /// <summary>Counts parts of received history that could not be read, or not as they were sent.</summary>
    public const string DecodeProblems = "history_import.decode.problems";

    /// <summary>Counts requests to phones, by <c>status</c>.</summary>
    public const string Fetches = "history_import.fetches";

    /// <summary>Counts imports that asked a phone, by <c>end</c>.</summary>
    public const string FetchEnds = "history_import.fetch.ends";

    /// <summary>The seconds that committing one batch took.</summary>
    public const string BatchDuration = "history_import.batch.duration";
}
