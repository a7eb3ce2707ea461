namespace HistoryImport;

/// <summary>The wanted seconds, both inclusive: messages know no finer time.</summary>
readonly record struct ImportWindow(long? Since, long? Until)
{
    public static ImportWindow Of(ImportRequest request) =>
        new(request.Since is { } since ? CeilingSeconds(since) : null, request.Until?.ToUnixTimeSeconds());

    /// <summary>Whether everything in the other lies in this one.</summary>
    public bool Covers(ImportWindow other) => (Since is null || other.Since >= Since) && (Until is null || other.Until <= Until);

    /// <summary>Whether a message of a time lies in it. One without a time lies in none but the whole.</summary>
    public bool Holds(long? timestamp) => timestamp is { } time ? !(time < Since) && !(time > Until) : Since is null && Until is null;

    static long CeilingSeconds(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds() + (moment.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
}
