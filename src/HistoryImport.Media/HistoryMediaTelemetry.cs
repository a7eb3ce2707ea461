namespace HistoryImport.Media;

/// <summary>The names of what the recovery of media measures, for those who choose what to collect. No tag holds a tenant, a JID, a path or a name.</summary>
public static class HistoryMediaTelemetry
{
    /// <summary>The meter.</summary>
    public const string MeterName = "HistoryImport.Media";

    /// <summary>The activity source. Each try to fetch a file is a <c>media fetch</c>.</summary>
    public const string ActivitySourceName = "HistoryImport.Media";

    /// <summary>Counts tries to fetch a file, by the <c>state</c> it came to and the <c>reason</c>.</summary>
    public const string Fetches = "history_import.media.fetches";

    /// <summary>Counts bytes of files that were verified and stored.</summary>
    public const string Bytes = "history_import.media.bytes";

    /// <summary>The seconds that a try took.</summary>
    public const string FetchDuration = "history_import.media.fetch.duration";

    /// <summary>Counts requests to phones, by how they were taken (<c>status</c>).</summary>
    public const string Requests = "history_import.media.requests";

    /// <summary>Counts answers of phones, by <c>result</c>.</summary>
    public const string Answers = "history_import.media.answers";
}
