using Microsoft.Extensions.Logging;

namespace HistoryImport.EntityFrameworkCore;

static partial class Log
{
    [LoggerMessage(800, LogLevel.Debug, "Another writer of {Context} was first; the batch is written again")]
    public static partial void RaceLost(ILogger logger, string context);

    [LoggerMessage(801, LogLevel.Warning, "The database of {Context} does not do its work; attempt {Attempt} follows in {Delay} ms")]
    public static partial void Repeated(ILogger logger, string context, int attempt, double delay);
}
