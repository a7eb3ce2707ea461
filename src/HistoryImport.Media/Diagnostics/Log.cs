using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>Every log message, ids 900 to 999. No key, no path, no number and no file name is in one.</summary>
static partial class Log
{
    [LoggerMessage(900, LogLevel.Warning, "The media source {Source} of {Connection} failed ({Error})")]
    public static partial void SourceFailed(ILogger logger, ConnectionKey connection, string source, string error);

    [LoggerMessage(901, LogLevel.Warning, "The media sink could not take a file of {Connection} ({Error})")]
    public static partial void SinkFailed(ILogger logger, ConnectionKey connection, string error);

    [LoggerMessage(902, LogLevel.Warning, "The media sink could not remove a file of {Connection} that was erased ({Error}); it is tried again")]
    public static partial void NotRemoved(ILogger logger, ConnectionKey connection, string error);

    [LoggerMessage(903, LogLevel.Warning, "The media requester of {Connection} failed ({Error})")]
    public static partial void RequesterFailed(ILogger logger, ConnectionKey connection, string error);

    [LoggerMessage(904, LogLevel.Warning, "Media of {Connection} wait: {Reason}")]
    public static partial void WorkFailed(ILogger logger, ConnectionKey connection, string reason);

    [LoggerMessage(905, LogLevel.Warning, "Media wait: {Reason}")]
    public static partial void BackgroundFailed(ILogger logger, string reason);

    [LoggerMessage(906, LogLevel.Warning, "RunInBackground is set, but the IMessageStore in use keeps no media ledger: nothing goes on in the background")]
    public static partial void NoLedger(ILogger logger);

    [LoggerMessage(907, LogLevel.Warning, "History of {Connection} was kept, but the paths of media in it were not looked at: {Reason}")]
    public static partial void PathsNotTold(ILogger logger, ConnectionKey connection, string reason);

    [LoggerMessage(908, LogLevel.Warning, "A file of {Connection} could not be laid down until it is verified ({Error}): look at TemporaryFolder and its disk; it is tried again")]
    public static partial void NoRoom(ILogger logger, ConnectionKey connection, string error);
}
