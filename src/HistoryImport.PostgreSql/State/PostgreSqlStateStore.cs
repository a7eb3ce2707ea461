using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.PostgreSql;

/// <summary>The state store. Values expire by the clock of the server, so that instances whose clocks differ agree. Thread-safe.</summary>
sealed class PostgreSqlStateStore(HistoryDatabase database) : IStateStore
{
    const string Lives = "(expires_at IS NULL OR expires_at > clock_timestamp())";
    const string ExpiresAt = "clock_timestamp() + $4::bigint * interval '1 millisecond'";
    const string FirstVersion = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    const string Tell = $"SELECT version, pg_notify('{ChangeListener.Channel}', $6::text) FROM written";

    static readonly TimeSpan _longestLife = TimeSpan.FromDays(365 * 1000);

    const string Read = $$"""
        SELECT value, version FROM {schema}.states JOIN {schema}.connections USING(connection_id)
        WHERE tenant = $1 AND name = $2 AND key = $3 AND {{Lives}}
        """;

    const string Keys = $$"""
        SELECT key FROM {schema}.states JOIN {schema}.connections USING(connection_id)
        WHERE tenant = $1 AND name = $2 AND key ^@ $3 AND {{Lives}}
        """;

    const string RemoveConnection = "DELETE FROM {schema}.states WHERE connection_id = $1";

    // What expired counts as absent, but its version goes on: nobody who still holds an old one can match it. What was forgotten has left no
    // version, so the first is the time, which no value of before has reached.
    const string Write = $$"""
        WITH written AS (
          INSERT INTO {schema}.states AS states(connection_id, key, value, version, expires_at) SELECT $1, $2, $3, {{FirstVersion}}, {{ExpiresAt}} WHERE $5::bigint = 0
          ON CONFLICT(connection_id, key) DO UPDATE SET value = excluded.value, version = states.version + 1, expires_at = excluded.expires_at
          WHERE states.expires_at <= clock_timestamp()
          RETURNING version)
        {{Tell}}
        """;

    const string Replace = $$"""
        WITH written AS (
          UPDATE {schema}.states SET value = $3, version = version + 1, expires_at = {{ExpiresAt}}
          WHERE connection_id = $1 AND key = $2 AND version = $5 AND {{Lives}}
          RETURNING version)
        {{Tell}}
        """;

    // Who let its lease run out writes no more, but may have been stopped amid a transaction whose rows others wait for.
    const string EndLeftOver = $$"""
        SELECT count(pg_terminate_backend(pid)) FROM (
          SELECT DISTINCT pid FROM {schema}.states
          JOIN pg_catalog.pg_locks ON locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = {{HeldLeases.LockOfValue}}
          JOIN pg_catalog.pg_stat_activity USING(pid)
          WHERE connection_id = $1 AND key = $2 AND {{HeldLeases.IsOwner}} AND expires_at <= clock_timestamp()
            AND datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()) AS left_over
        """;

    const string HeldLease = $$"""
        SELECT 1 FROM {schema}.states JOIN {schema}.connections USING(connection_id)
        WHERE tenant = $1 AND name = $2 AND key = $3 AND value = $4 AND {{Lives}}
        """;

    // The row stays as it is until the batch is committed: nobody can take over in between.
    const string HoldLease = HeldLease + " FOR SHARE OF states";

    public StorageScope? Scope => database.Scope;

    public ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.CheckKey(key);
        return database.ReadAsync((session, token) => GetAsync(session, connection, key, token), cancellationToken);
    }

    public async ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.Check(key, value, expectedVersion);
        byte[] bytes = value.ToArray();
        long? version = await database.WriteAsync(
            async (session, token) =>
            {
                long number = await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToRead, token).ConfigureAwait(false);
                if (expectedVersion == 0)
                {
                    await session.Get(EndLeftOver).Add(number).Add(key).NumberAsync(token).ConfigureAwait(false);
                }

                return await session.Get(expectedVersion == 0 ? Write : Replace)
                    .Add(number).Add(key).Add(bytes).Add(Milliseconds(timeToLive)).Add(expectedVersion).Add(Payload(connection, key))
                    .NumberAsync(token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (version is not null)
        {
            database.Leases.Written(connection, key, bytes, timeToLive);
        }

        return version;
    }

    public Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.CheckKey(key);
        return database.Changes.WaitAsync(
            Payload(connection, key),
            async token => ((await GetAsync(connection, key, token).ConfigureAwait(false))?.Version ?? 0) != knownVersion,
            cancellationToken);
    }

    public async ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await database.WriteAsync(
            async (session, token) =>
            {
                long number = await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToRead, token).ConfigureAwait(false);
                return await session.Get(RemoveConnection).Add(number).ExecuteAsync(token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(prefix);
        return database.ReadAsync<IReadOnlyList<string>>(
            async (session, token) => await session.Get(Keys).Add(connection.Tenant).Add(connection.Name).Add(prefix)
                .ListAsync(row => row.GetString(0), token).ConfigureAwait(false),
            cancellationToken);
    }

    /// <summary>Makes the question whether a lease is its owner's at this moment: a row if it is.</summary>
    public static Statement IsHeld(DbSession session, ConnectionKey connection, ImportLease lease) => Ask(HeldLease, session, connection, lease);

    /// <summary>Makes sure that a lease is its owner's, and stays so until the session's transaction ends.</summary>
    public static async ValueTask<bool> HoldAsync(DbSession session, ConnectionKey connection, ImportLease lease, CancellationToken cancellationToken) =>
        await Ask(HoldLease, session, connection, lease).NumberAsync(cancellationToken).ConfigureAwait(false) is not null;

    static Statement Ask(string sql, DbSession session, ConnectionKey connection, ImportLease lease) =>
        session.Get(sql).Add(connection.Tenant).Add(connection.Name).Add(lease.Key).Add(lease.Owner.ToByteArray());

    static async ValueTask<StateValue?> GetAsync(DbSession session, ConnectionKey connection, string key, CancellationToken cancellationToken)
    {
        List<StateValue> found = await session.Get(Read).Add(connection.Tenant).Add(connection.Name).Add(key)
            .ListAsync(row => new StateValue(row.GetFieldValue<byte[]>(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    static long? Milliseconds(TimeSpan? timeToLive) =>
        timeToLive is { } span ? (long)(span < _longestLife ? span : _longestLife).TotalMilliseconds : null;

    // Says nothing to whoever listens beside us: neither whose state it is nor which.
    static string Payload(ConnectionKey connection, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection.Tenant}\0{connection.Name}\0{key}")).AsSpan(0, 16));
}
