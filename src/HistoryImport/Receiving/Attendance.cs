using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace HistoryImport;

/// <summary>When anything of each connection was last received, by this process or by one before it.</summary>
/// <remarks>That nothing came for a while proves nothing: only what comes late tells that nobody was there. Thread-safe.</remarks>
sealed class Attendance(IStateStore state, TimeProvider time)
{
    const string Key = "attendance";

    // What is live comes within seconds.
    static readonly TimeSpan _late = TimeSpan.FromMinutes(1);

    // Shorter ones are nobody's downtime; clocks differ.
    static readonly TimeSpan _long = TimeSpan.FromMinutes(15);

    // Not with every message, and often enough to tell a long time.
    static readonly TimeSpan _written = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<ConnectionKey, Watch> _watches = new();

    /// <summary>Notes that something has arrived.</summary>
    /// <returns>The last longer time in which nothing did, as far as that is known.</returns>
    public async ValueTask<Away?> ArrivedAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool isKnown = _watches.TryGetValue(connection, out Watch watch);
        bool isDue = !isKnown || !(now - watch.Written < _written);
        StateValue? before = isDue ? await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false) : null;
        watch = isKnown ? watch : new Watch(TimeOf(before) ?? now, default, null);

        watch = watch with { Last = now, Away = now - watch.Last > _long ? new Away(watch.Last, now) : watch.Away };
        _watches[connection] = isDue ? watch with { Written = now } : watch;
        if (isDue)
        {
            await WriteAsync(connection, now, before, cancellationToken).ConfigureAwait(false);
        }

        return watch.Away;
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

    DateTimeOffset? TimeOf(StateValue? value) => value is { Value.Length: sizeof(long) }
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(value.Value.Span), 0, time.GetUtcNow().ToUnixTimeSeconds()))
        : null;

    // Who loses the race to another instance need not try again: it was there just now.
    async ValueTask WriteAsync(ConnectionKey connection, DateTimeOffset now, StateValue? before, CancellationToken cancellationToken)
    {
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, now.ToUnixTimeSeconds());
        await state.TrySetAsync(connection, Key, value, before?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
    }

    readonly record struct Watch(DateTimeOffset Last, Away? Away, DateTimeOffset? Written);
}
