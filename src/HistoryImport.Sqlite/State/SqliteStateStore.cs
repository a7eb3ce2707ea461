using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>The state store. Thread-safe.</summary>
sealed class SqliteStateStore(HistoryDatabase database) : IStateStore
{
    const string Read = "SELECT value, version FROM states WHERE connection_id = ?1 AND key = ?2 AND (expires_at IS NULL OR expires_at > ?3)";

    // A range of the primary key: no text after the prefix sorts behind U+10FFFF.
    const string Keys = """
        SELECT key FROM states
        WHERE connection_id = ?1 AND key >= ?2 AND key < ?2 || char(1114111) AND substr(key, 1, length(?2)) = ?2 AND (expires_at IS NULL OR expires_at > ?3)
        """;

    const string RemoveConnection = "DELETE FROM states WHERE connection_id = ?1";

    const string RemoveHolding = "DELETE FROM states WHERE connection_id = ?1 AND (instr(CAST(key AS BLOB), ?2) > 0 OR instr(value, ?2) > 0)";

    // What expired counts as absent, but its version goes on: nobody who still holds an old one can match it. What was forgotten has left no
    // version, so the first is the time, which no value of before has reached.
    const string Write = """
        INSERT INTO states(connection_id, key, value, version, expires_at) SELECT ?1, ?2, ?4, ?3, ?5 WHERE ?6 = 0
        ON CONFLICT(connection_id, key) DO UPDATE SET value = excluded.value, version = states.version + 1, expires_at = excluded.expires_at
        WHERE states.expires_at <= ?3
        RETURNING version
        """;

    const string Replace = """
        UPDATE states SET value = ?4, version = version + 1, expires_at = ?5
        WHERE connection_id = ?1 AND key = ?2 AND version = ?6 AND (expires_at IS NULL OR expires_at > ?3)
        RETURNING version
        """;

    // What expired long ago goes by the way; nobody still holds a version of it.
    const string Sweep = "DELETE FROM states WHERE expires_at < ?1";
    const int WritesBetweenSweeps = 256;

    const int LeaseLength = 16;

    static readonly TimeSpan _kept = TimeSpan.FromDays(1);

    // Behind the gate of the database.
    long _writes;

    public StorageScope? Scope => database.Scope;

    public ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.CheckKey(key);
        return database.ReadBrieflyAsync(session => Get(session, connection, key, Now()), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StateValue?>> GetManyAsync(
        ConnectionKey connection, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        StateCheck.Keys(connection, keys);
        return database.ReadBrieflyAsync<IReadOnlyList<StateValue?>>(
            session =>
            {
                long now = Now();
                return KeyLookup.FindConnection(session, connection) is { } number ? [.. keys.Select(key => Get(session, number, key, now))] : new StateValue?[keys.Count];
            },
            cancellationToken);
    }

    public ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.Check(key, value, expectedVersion);
        return database.WriteAsync(
            DurabilityOf(value, timeToLive), writer => Set(writer, connection, key, value.Span, expectedVersion, timeToLive), cancellationToken);
    }

    public ValueTask<IReadOnlyList<long>> TrySetManyAsync(
        ConnectionKey connection, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        StateCheck.Writes(connection, writes);

        // What goes with a lease, or with its return, is about the process that holds it.
        Durability durability = writes.Any(write => DurabilityOf(write.Value, write.TimeToLive) == Durability.Normal) ? Durability.Normal : Durability.Full;
        return database.WriteAsync<IReadOnlyList<long>>(durability, writer => Set(writer, connection, writes), cancellationToken);
    }

    public async ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await database.WriteAsync(Durability.Full, writer => Forget(writer, connection), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<long> EraseAsync(ConnectionKey connection, IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(texts);
        return database.WriteAsync(Durability.Full, writer => Erase(writer, connection, texts), cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(prefix);
        return database.ReadBrieflyAsync<IReadOnlyList<string>>(session => ListKeys(session, connection, prefix), cancellationToken);
    }

    /// <summary>Whether a lease is its owner's at this moment of the session's transaction.</summary>
    public static bool IsHeld(DbSession session, ConnectionKey connection, ImportLease lease, DateTimeOffset now) =>
        lease.IsHeldBy(Get(session, connection, lease.Key, now.ToUnixTimeMilliseconds()));

    static StateValue? Get(DbSession session, ConnectionKey connection, string key, long now) =>
        KeyLookup.FindConnection(session, connection) is { } number ? Get(session, number, key, now) : null;

    static StateValue? Get(DbSession session, long number, string key, long now)
    {
        Statement read = session.Get(Read);
        read.Bind(1, number);
        read.Bind(2, key);
        read.Bind(3, now);
        if (!read.Step())
        {
            return null;
        }

        var state = new StateValue(read.Bytes(0).ToArray(), read.Int64(1));
        read.Reset();
        return state;
    }

    List<string> ListKeys(DbSession session, ConnectionKey connection, string prefix)
    {
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return [];
        }

        Statement read = session.Get(Keys);
        read.Bind(1, number);
        read.Bind(2, prefix);
        read.Bind(3, Now());
        var keys = new List<string>();
        while (read.Step())
        {
            keys.Add(read.Text(0));
        }

        read.Reset();
        return keys;
    }

    long? Set(Writer writer, ConnectionKey connection, string key, ReadOnlySpan<byte> value, long expectedVersion, TimeSpan? timeToLive)
    {
        long now = Now();
        if (_writes++ % WritesBetweenSweeps == 0)
        {
            Statement sweep = writer.Session.Get(Sweep);
            sweep.Bind(1, now - (long)_kept.TotalMilliseconds);
            sweep.Execute();
        }

        Statement set = writer.Session.Get(expectedVersion == 0 ? Write : Replace);
        set.Bind(1, writer.Keys.Connection(connection));
        set.Bind(2, key);
        set.Bind(3, now);
        set.BindBlob(4, value);
        set.Bind(5, ExpiresAt(now, timeToLive));
        set.Bind(6, expectedVersion);
        return set.ExecuteInt64();
    }

    List<long> Set(Writer writer, ConnectionKey connection, IReadOnlyList<StateWrite> writes)
    {
        var versions = new List<long>(writes.Count);
        foreach (StateWrite write in writes)
        {
            if (Set(writer, connection, write.Key, write.Value.Span, write.ExpectedVersion, write.TimeToLive) is not { } version)
            {
                break;
            }

            versions.Add(version);
        }

        return versions;
    }

    // A lease, sixteen bytes that end, need not outlast a power cut: nor does whoever holds it. Neither need what is removed stay away: it had an end.
    static Durability DurabilityOf(ReadOnlyMemory<byte> value, TimeSpan? timeToLive) =>
        timeToLive == TimeSpan.Zero || (timeToLive is not null && value.Length == LeaseLength) ? Durability.Normal : Durability.Full;

    static bool Forget(Writer writer, ConnectionKey connection)
    {
        Statement remove = writer.Session.Get(RemoveConnection);
        remove.Bind(1, writer.Keys.Connection(connection));
        remove.Execute();
        return true;
    }

    static long Erase(Writer writer, ConnectionKey connection, IReadOnlyCollection<string> texts)
    {
        Statement remove = writer.Session.Get(RemoveHolding);
        long removed = 0;
        foreach (string text in texts)
        {
            remove.Bind(1, writer.Keys.Connection(connection));
            remove.BindBlob(2, Encoding.UTF8.GetBytes(text));
            removed += remove.ExecuteChanges();
        }

        return removed;
    }

    static long? ExpiresAt(long now, TimeSpan? timeToLive) =>
        timeToLive is { } span ? now + (long)Math.Min(span.TotalMilliseconds, long.MaxValue / 2) : null;

    long Now() => database.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
