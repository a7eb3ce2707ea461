using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HistoryImport.PostgreSql.Tests.Support;

/// <summary>Keeps what a database logs above Trace.</summary>
sealed class ListLogger : ILogger<HistoryDatabase>
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Trace;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));
}
