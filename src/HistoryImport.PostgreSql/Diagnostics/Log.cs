using Microsoft.Extensions.Logging;

namespace HistoryImport.PostgreSql;

/// <summary>Every log message. Ids 500: the database.</summary>
/// <remarks>No message holds a parameter of a statement, a text or a phone number. What the server says may quote a row: Trace only.</remarks>
static partial class Log
{
    [LoggerMessage(500, LogLevel.Warning, "{Place} failed ({Error}); repetition {Attempt} follows in {DelayMs} ms")]
    public static partial void Repeated(ILogger logger, string place, string error, int attempt, double delayMs);

    [LoggerMessage(501, LogLevel.Trace, "The database failed")]
    public static partial void RepeatedDetail(ILogger logger, Exception? error);

    [LoggerMessage(502, LogLevel.Debug, "A batch of {Items} met rows that had not been found before; it is written again as {Path}")]
    public static partial void RaceLost(ILogger logger, int items, string path);

    [LoggerMessage(503, LogLevel.Warning, "{Place} does not tell of changes at this moment ({Error}); waiting goes on by asking. It is tried again in {DelayMs} ms")]
    public static partial void ListenerLost(ILogger logger, string place, string error, double delayMs);
}
