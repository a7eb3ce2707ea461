using System.Collections.Concurrent;

namespace HistoryImport.Samples;

/// <summary>How many messages each line has received since the start: the end of the bar. Thread-safe.</summary>
public sealed class ReceivedCounter
{
    readonly ConcurrentDictionary<ConnectionKey, long> _received = [];

    public void Add(ConnectionKey line, int messages) => _received.AddOrUpdate(line, messages, (_, before) => before + messages);

    public long Of(ConnectionKey line) => _received.GetValueOrDefault(line);
}
