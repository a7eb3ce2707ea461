using Microsoft.Extensions.Logging;

namespace HistoryImport.Growth.Tests;

/// <summary>Counts the commands of Npgsql, each of which is one round trip.</summary>
sealed class CommandCount : ILoggerProvider, ILogger
{
    long _count;

    public long Count => Interlocked.Read(ref _count);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name?.EndsWith("ExecutionCompleted", StringComparison.Ordinal) == true)
        {
            Interlocked.Increment(ref _count);
        }
    }

    public void Dispose()
    {
    }
}
