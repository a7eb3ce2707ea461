using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Every log message. Ids 700: requests, 710: what is set aside, 720: the queue of imports.</summary>
/// <remarks>Message text and phone numbers appear at Trace at most. So do exceptions: what they say may quote a payload.</remarks>
static partial class Log
{
    [LoggerMessage(700, LogLevel.Warning, "A request to {Place} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string place, string reason);

    [LoggerMessage(701, LogLevel.Warning, "A request about {Connection} cannot be served now, and has to come again: {Reason}")]
    public static partial void NotNow(ILogger logger, ConnectionKey connection, string reason);

    [LoggerMessage(702, LogLevel.Error, "A request to {Place} failed ({Error}); it has to come again")]
    public static partial void Failed(ILogger logger, string place, string error);

    [LoggerMessage(703, LogLevel.Trace, "A request to {Place} failed")]
    public static partial void FailedDetail(ILogger logger, string place, Exception error);

    [LoggerMessage(704, LogLevel.Error, "The secret of {Place} has fewer than {Characters} characters, and counts as none")]
    public static partial void SecretTooShort(ILogger logger, string place, int characters);

    [LoggerMessage(705, LogLevel.Trace, "The decoder failed on a delivery of {Connection}")]
    public static partial void DecoderFailed(ILogger logger, ConnectionKey connection, Exception error);

    [LoggerMessage(710, LogLevel.Warning, "A delivery of {Connection} with {Bytes} bytes was set aside ({Cause}): {Reason}")]
    public static partial void SetAside(ILogger logger, ConnectionKey connection, long bytes, string cause, string reason);

    [LoggerMessage(711, LogLevel.Error, "A delivery of {Connection} with {Bytes} bytes has to be set aside ({Cause}), and there is no room: read what is there (ISetAsideShelf) and remove it, or raise SetAsideOptions")]
    public static partial void NoRoom(ILogger logger, ConnectionKey connection, long bytes, string cause);

    [LoggerMessage(720, LogLevel.Warning, "The queue of imports could not be read or written ({Error}); it is tried again")]
    public static partial void QueueFailed(ILogger logger, string error);

    [LoggerMessage(721, LogLevel.Error, "An import of {Connection} was taken out of the queue: {Reason}")]
    public static partial void ImportDropped(ILogger logger, ConnectionKey connection, string reason);
}
