using System.Collections.Concurrent;

namespace HistoryImport.PostgreSql;

/// <summary>The leases of this process. As long as it holds any, each of its transactions carries one lock, whose number stands beside every
/// lease: so whoever takes a lease over finds, and ends, what a stopped owner left open.</summary>
/// <remarks>One, however many leases there are: the locks of a server are few, and shared by all of its databases.</remarks>
sealed class HeldLeases(TimeProvider time)
{
    const int OwnerLength = 16;

    public const string IsOwner = "octet_length(value) = 16";

    readonly ConcurrentDictionary<(ConnectionKey, string), (long Since, TimeSpan TimeToLive)> _held = new();

    /// <summary>Gets the number of the lock. Two processes with one number would only end each other's transactions, which are done again.</summary>
    public long Holder { get; } = Random.Shared.NextInt64(long.MaxValue);

    /// <summary>Whether a value is a lease: one that ends, and whose sixteen bytes are its owner.</summary>
    public static bool IsLease(ReadOnlySpan<byte> value, TimeSpan? timeToLive) => timeToLive > TimeSpan.Zero && value.Length == OwnerLength;

    /// <summary>Notes a value that was written.</summary>
    public void Written(ConnectionKey connection, string key, ReadOnlySpan<byte> value, TimeSpan? timeToLive)
    {
        if (IsLease(value, timeToLive))
        {
            _held[(connection, key)] = (time.GetTimestamp(), timeToLive!.Value);
        }
        else
        {
            _held.TryRemove((connection, key), out _);
        }
    }

    /// <summary>Whether a lease is held here that has not been given back.</summary>
    public bool Holds(ConnectionKey connection, string key) => _held.ContainsKey((connection, key));

    /// <summary>The lock a transaction takes; none if no lease is held that has not run out.</summary>
    public long? Lock()
    {
        foreach (var lease in _held)
        {
            if (time.GetElapsedTime(lease.Value.Since) < lease.Value.TimeToLive)
            {
                return Holder;
            }

            _held.TryRemove(lease);
        }

        return null;
    }
}
