using System.Collections.Concurrent;
using HistoryImport.Samples;

namespace HistoryImport.Tests.Samples;

/// <summary>The front end of company 7: what was emitted to it, as JSON, by the name of the event.</summary>
sealed class EmittedEvents : IProgressSink
{
    readonly ConcurrentQueue<(string Event, string Json)> _emitted = new();
    readonly HelpDeskProgress _sink;

    /// <remarks>Nobody waits between the end and the refresh, unless the options say so.</remarks>
    public EmittedEvents(string? ticketId = "42", HelpDeskOptions? options = null)
    {
        options ??= new HelpDeskOptions();
        _sink = new HelpDeskProgress(
            (name, payload, _) =>
            {
                _emitted.Enqueue((name, payload.GetRawText()));
                return ValueTask.CompletedTask;
            },
            "7",
            ticketId,
            options with
            {
                Time = new ManualTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
                RefreshAfter = options.RefreshAfter ?? TimeSpan.Zero,
            });
    }

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default) => _sink.ReportAsync(progress, cancellationToken);

    /// <summary>Gets the payloads of an event; of any other there must be none.</summary>
    public IReadOnlyList<string> Of(string name)
    {
        Assert.All(_emitted, emitted => Assert.Equal(name, emitted.Event));
        return [.. _emitted.Select(emitted => emitted.Json)];
    }
}
