using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace HistoryImport.PostgreSql;

/// <summary>The leases of this process. Each of its transactions carries a lock of their owners, so that whoever takes a lease over finds,
/// and ends, what a stopped owner left open.</summary>
sealed class HeldLeases(TimeProvider time)
{
    const int OwnerLength = 16;

    /// <summary>The same number of a value in SQL.</summary>
    public const string LockOfValue = "('x' || encode(substring(value FROM 1 FOR 8), 'hex'))::bit(64)::bigint";

    public const string IsOwner = "octet_length(value) = 16";

    readonly ConcurrentDictionary<(ConnectionKey, string), (long Lock, long Since, TimeSpan TimeToLive)> _held = new();

    /// <summary>Whether a value is a lease: one that ends, and whose sixteen bytes are its owner.</summary>
    public static bool IsLease(ReadOnlySpan<byte> value, TimeSpan? timeToLive) => timeToLive > TimeSpan.Zero && value.Length == OwnerLength;

    /// <summary>Notes a value that was written.</summary>
    public void Written(ConnectionKey connection, string key, ReadOnlySpan<byte> value, TimeSpan? timeToLive)
    {
        if (IsLease(value, timeToLive))
        {
            _held[(connection, key)] = (BinaryPrimitives.ReadInt64BigEndian(value), time.GetTimestamp(), timeToLive!.Value);
        }
        else
        {
            _held.TryRemove((connection, key), out _);
        }
    }

    /// <summary>The locks of the leases that have not run out.</summary>
    public long[] Locks()
    {
        var locks = new List<long>();
        foreach (var lease in _held)
        {
            if (time.GetElapsedTime(lease.Value.Since) < lease.Value.TimeToLive)
            {
                locks.Add(lease.Value.Lock);
            }
            else
            {
                _held.TryRemove(lease);
            }
        }

        return [.. locks];
    }
}
