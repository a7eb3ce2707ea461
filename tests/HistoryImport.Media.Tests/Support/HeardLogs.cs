using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media.Tests.Support;

/// <summary>Keeps every log line above Trace: its text, its values and its exception.</summary>
sealed class HeardLogs : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel > LogLevel.Trace)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {values} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
