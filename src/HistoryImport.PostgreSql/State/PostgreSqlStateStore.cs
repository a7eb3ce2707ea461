using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.PostgreSql;

/// <summary>The state store. Values expire by the clock of the server, so that instances whose clocks differ agree. Thread-safe.</summary>
sealed class PostgreSqlStateStore(HistoryDatabase database) : IStateStore
{
    const string Lives = "(expires_at IS NULL OR expires_at > clock_timestamp())";
    const string ExpiresAt = "clock_timestamp() + $5::bigint * interval '1 millisecond'";
    const string FirstVersion = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    // What changed, and to which version: who waits need not ask.
    const string Tell = $"SELECT version, pg_notify('{ChangeListener.Channel}', $6::text || ':' || version) FROM written";

    const string Read = $$"""SELECT key, value, version FROM {schema}.states WHERE connection_id = {{KeyLookup.Number}} AND key = ANY($3) AND {{Lives}}""";

    const string Keys = $$"""SELECT key FROM {schema}.states WHERE connection_id = {{KeyLookup.Number}} AND key ^@ $3 AND {{Lives}}""";

    const string RemoveConnection = "DELETE FROM {schema}.states WHERE connection_id = $1";

    // What expired counts as absent, but its version goes on: nobody who still holds an old one can match it. What was forgotten has left no
    // version, so the first is the time, which no value of before has reached. Each later one is the time as well: the server may have forgotten
    // a lease in a crash, and its version must not come again.
    const string Write = $$"""
        WITH written AS (
          INSERT INTO {schema}.states AS states(connection_id, key, value, version, expires_at, holder)
          SELECT connection_id, $3, $4, {{FirstVersion}}, {{ExpiresAt}}, $7 FROM {schema}.connections WHERE tenant = $1 AND name = $2
          ON CONFLICT(connection_id, key) DO UPDATE SET value = excluded.value, version = greatest(states.version + 1, excluded.version),
            expires_at = excluded.expires_at, holder = excluded.holder
          WHERE states.expires_at <= clock_timestamp()
          RETURNING version)
        {{Tell}}
        """;

    const string Replace = $$"""
        WITH written AS (
          UPDATE {schema}.states SET value = $4, version = greatest(version + 1, {{FirstVersion}}), expires_at = {{ExpiresAt}}, holder = $7
          WHERE connection_id = {{KeyLookup.Number}} AND key = $3 AND version = $8 AND {{Lives}}
          RETURNING version)
        {{Tell}}
        """;

    // Who let its lease run out writes no more, but may have been stopped amid a transaction whose rows others wait for. As a rule none has run
    // out, and then nobody looks at all the locks of the server.
    const string EndLeftOver = $$"""
        SELECT CASE WHEN EXISTS (SELECT FROM {schema}.states WHERE {{LeftOver}}) THEN (SELECT count(pg_terminate_backend(pid)) FROM (
          SELECT DISTINCT pid FROM {schema}.states
          JOIN pg_catalog.pg_locks ON locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = holder
          JOIN pg_catalog.pg_stat_activity USING(pid)
          WHERE {{LeftOver}} AND datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()) AS left_over) END
        """;

    // What is our own is not stopped.
    const string LeftOver =
        $"connection_id = {KeyLookup.Number} AND key = $3 AND holder <> $4 AND {HeldLeases.IsOwner} AND expires_at <= clock_timestamp()";

    const string HeldLease = $$"""
        SELECT 1 FROM {schema}.states JOIN {schema}.connections USING(connection_id)
        WHERE tenant = $1 AND name = $2 AND key = $3 AND value = $4 AND {{Lives}}
        """;

    // The row stays as it is until the batch is committed: nobody can take over in between.
    const string HoldLease = HeldLease + " FOR SHARE OF states";

    // A lease means nothing once the server has crashed, and its status is that of a run. Commits that notify wait for one another: so none of
    // them has to wait for the disk as well. Whatever is committed to the disk later brings it along.
    const string NeedNotLast = "SELECT set_config('synchronous_commit', 'off', true)";

    static readonly TimeSpan _longestLife = TimeSpan.FromDays(365 * 1000);

    public StorageScope? Scope => database.Scope;

    public async ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default) =>
        (await GetManyAsync(connection, [key], cancellationToken).ConfigureAwait(false))[0];

    public ValueTask<IReadOnlyList<StateValue?>> GetManyAsync(
        ConnectionKey connection, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        StateCheck.Keys(connection, keys);
        return database.ReadStatesAsync<IReadOnlyList<StateValue?>>(
            async (session, token) =>
            {
                var found = new Dictionary<string, StateValue>(StringComparer.Ordinal);
                await KeyLookup.FindPrepared(session, connection, Read).Add([.. keys])
                    .EachAsync(row => found[row.GetString(0)] = new StateValue(row.GetFieldValue<byte[]>(1), row.GetInt64(2)), token).ConfigureAwait(false);
                return [.. keys.Select(key => found.GetValueOrDefault(key))];
            },
            cancellationToken);
    }

    public async ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) =>
        await TrySetManyAsync(connection, [new StateWrite(key, value, expectedVersion, timeToLive)], cancellationToken).ConfigureAwait(false) is [var version]
            ? version
            : null;

    public async ValueTask<IReadOnlyList<long>> TrySetManyAsync(
        ConnectionKey connection, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        StateCheck.Writes(connection, writes);

        StateWrite[] own = [.. writes.Select(write => write with { Value = write.Value.ToArray() })];
        while (own.Length > 0)
        {
            StateWrite[] all = own;
            IReadOnlyList<long> versions = await database.WriteStatesAsync((session, token) => SetAsync(session, connection, all, token), cancellationToken).ConfigureAwait(false);
            if (versions.Count == own.Length)
            {
                foreach (StateWrite write in own)
                {
                    database.Leases.Written(connection, write.Key, write.Value.Span, write.TimeToLive);
                }

                return versions;
            }

            // Together they were not to be written: what comes before the one that somebody else wrote is.
            own = own[..versions.Count];
        }

        return [];
    }

    public Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        StateValue.CheckKey(key);
        return database.Changes.WaitAsync(
            NameOf(connection, key),
            knownVersion,
            async token => ((await GetAsync(connection, key, token).ConfigureAwait(false))?.Version ?? 0) != knownVersion,
            cancellationToken);
    }

    public async ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await database.WriteStatesAsync(
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
        return database.ReadStatesAsync<IReadOnlyList<string>>(
            async (session, token) => await KeyLookup.Find(session, connection, Keys).Add(prefix)
                .ListAsync(row => row.GetString(0), token).ConfigureAwait(false),
            cancellationToken);
    }

    /// <summary>Makes the question whether a lease is its owner's at this moment: a row if it is.</summary>
    public static Statement IsHeld(DbSession session, ConnectionKey connection, ImportLease lease) => Ask(HeldLease, session, connection, lease);

    /// <summary>Makes sure that a lease is its owner's, and stays so until the session's transaction ends.</summary>
    public static async ValueTask<bool> HoldAsync(DbSession session, ConnectionKey connection, ImportLease lease, CancellationToken cancellationToken) =>
        await Ask(HoldLease, session, connection, lease).NumberAsync(cancellationToken).ConfigureAwait(false) is not null;

    static Statement Ask(string sql, DbSession session, ConnectionKey connection, ImportLease lease) =>
        KeyLookup.FindPrepared(session, connection, sql).Add(lease.Key).Add(lease.Owner.ToByteArray());

    // All or nothing; what could not be written is told by what is missing.
    async ValueTask<IReadOnlyList<long>> SetAsync(DbSession session, ConnectionKey connection, StateWrite[] writes, CancellationToken cancellationToken)
    {
        long?[] versions = await WriteAsync(session, connection, writes, cancellationToken).ConfigureAwait(false);
        if (versions[0] is null && writes[0].ExpectedVersion == 0
            && await KeyLookup.FindConnectionAsync(session, connection, cancellationToken).ConfigureAwait(false) is null)
        {
            await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToRead, cancellationToken).ConfigureAwait(false);
            versions = await WriteAsync(session, connection, writes, cancellationToken).ConfigureAwait(false);
        }

        int written = Array.IndexOf(versions, null);
        if (written < 0)
        {
            return [.. versions.Select(version => version!.Value)];
        }

        await session.RollBackAsync().ConfigureAwait(false);
        return [.. versions.Take(written).Select(version => version!.Value)];
    }

    async ValueTask<long?[]> WriteAsync(DbSession session, ConnectionKey connection, StateWrite[] writes, CancellationToken cancellationToken)
    {
        var versions = new long?[writes.Length];
        var statements = new List<Statement>();
        if (writes.Any(write => HeldLeases.IsLease(write.Value.Span, write.TimeToLive) || write.TimeToLive == TimeSpan.Zero && database.Leases.Holds(connection, write.Key)))
        {
            statements.Add(session.GetPrepared(NeedNotLast).OnRow(_ => { }));
        }

        for (int i = 0; i < writes.Length; i++)
        {
            (int place, StateWrite write) = (i, writes[i]);
            long? holder = HeldLeases.IsLease(write.Value.Span, write.TimeToLive) ? database.Leases.Holder : null;
            if (write.ExpectedVersion == 0 && holder is { } own)
            {
                statements.Add(KeyLookup.FindPrepared(session, connection, EndLeftOver).Add(write.Key).Add(own).OnRow(_ => { }));
            }

            Statement set = KeyLookup.FindPrepared(session, connection, write.ExpectedVersion == 0 ? Write : Replace)
                .Add(write.Key).Add(write.Value.ToArray()).Add(Milliseconds(write.TimeToLive)).Add(NameOf(connection, write.Key)).Add(holder);
            statements.Add((write.ExpectedVersion == 0 ? set : set.Add(write.ExpectedVersion)).OnRow(row => versions[place] = row.GetInt64(0)));
        }

        await session.RunAsync(statements, cancellationToken).ConfigureAwait(false);
        return versions;
    }

    static long? Milliseconds(TimeSpan? timeToLive) =>
        timeToLive is { } span ? (long)(span < _longestLife ? span : _longestLife).TotalMilliseconds : null;

    // Says nothing to whoever listens beside us: neither whose state it is nor which. All schemas of a database share the channel.
    string NameOf(ConnectionKey connection, string key) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{database.Options.Schema}\0{connection.Tenant}\0{connection.Name}\0{key}")).AsSpan(0, 16));
}
