using Microsoft.Extensions.Logging;

namespace HistoryImport.Growth.Tests;

/// <summary>Counts lines.</summary>
sealed class CountingLogger : ILogger
{
    public long Count { get; private set; }

    public string Last { get; private set; } = "";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Count++;
        Last = formatter(state, exception);
    }
}
