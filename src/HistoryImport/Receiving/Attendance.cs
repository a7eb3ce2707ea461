using System.Collections.Concurrent;

namespace HistoryImport;

/// <summary>When the inbox of this process last received anything of each connection.</summary>
/// <remarks>That nothing came for a while proves nothing: only what comes late tells that nobody was there. Thread-safe.</remarks>
sealed class Attendance(TimeProvider time)
{
    // What is live comes within seconds.
    static readonly TimeSpan _late = TimeSpan.FromMinutes(1);

    // Shorter ones are nobody's downtime; clocks differ.
    static readonly TimeSpan _long = TimeSpan.FromMinutes(15);

    readonly ConcurrentDictionary<ConnectionKey, Watch> _watches = new();

    /// <summary>Notes that something has arrived.</summary>
    /// <returns>The last longer time in which nothing did.</returns>
    public Away? Arrived(ConnectionKey connection)
    {
        DateTimeOffset now = time.GetUtcNow();
        return _watches.AddOrUpdate(
            connection,
            _ => new Watch(now, new Away(DateTimeOffset.MinValue, now)),
            (_, watch) => new Watch(now, now - watch.Last > _long ? new Away(watch.Last, now) : watch.Away)).Away;
    }

    public void Forget(ConnectionKey connection) => _watches.TryRemove(connection, out _);

    /// <summary>Whether a set holds what was sent long before now.</summary>
    public static bool IsLate(HistorySet set, DateTimeOffset now)
    {
        long late = (now - _late).ToUnixTimeSeconds();
        foreach (HistoryMessage entry in set.Messages)
        {
            if (SetEntries.IsEntry(entry) && entry.Timestamp < late)
            {
                return true;
            }
        }

        return false;
    }

    readonly record struct Watch(DateTimeOffset Last, Away Away);
}
