using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.PostgreSql;

/// <summary>The state store. Values expire by the clock of the server, so that instances whose clocks differ agree. Thread-safe.</summary>
sealed class PostgreSqlStateStore(HistoryDatabase database) : IStateStore
{
    /// <summary>Whether a value has not expired.</summary>
    public const string Lives = "(expires_at IS NULL OR expires_at > clock_timestamp())";

    const string Read = $$"""
        SELECT known.* FROM unnest($3::text[]) AS wanted(key) CROSS JOIN LATERAL (
          SELECT key, value, version FROM {schema}.states WHERE connection_id = {{KeyLookup.Number}} AND states.key = wanted.key AND {{Lives}} LIMIT 1) AS known
        """;

    const string Keys = $$"""SELECT key FROM {schema}.states WHERE connection_id = {{KeyLookup.Number}} AND key ^@ $3 AND {{Lives}}""";

    const string RemoveConnection = "DELETE FROM {schema}.states WHERE connection_id = $1";

    const string RemoveHolding = """
        DELETE FROM {schema}.states WHERE connection_id = $1 AND EXISTS (
          SELECT FROM unnest($2::bytea[]) AS wanted(part) WHERE position(part IN convert_to(key, 'UTF8')) > 0 OR position(part IN value) > 0)
        """;

    const string HeldLease = $$"""
        SELECT 1 FROM {schema}.states JOIN {schema}.connections USING(connection_id)
        WHERE tenant = $1 AND name = $2 AND key = $3 AND value = $4 AND {{Lives}}
        """;

    // The row stays as it is until the batch is committed: nobody can take over in between.
    const string HoldLease = HeldLease + " FOR SHARE OF states";

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
                Dictionary<string, StateValue> found = await FindAsync(session, connection, keys, token).ConfigureAwait(false);
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
        if (own.Length == 0)
        {
            return [];
        }

        IReadOnlyList<long> versions = await WriteAsync(connection, own, cancellationToken).ConfigureAwait(false);
        if (versions.Count == 0 && own[0].ExpectedVersion == 0 && await MakeAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            versions = await WriteAsync(connection, own, cancellationToken).ConfigureAwait(false);
        }

        foreach (StateWrite write in own.Take(versions.Count))
        {
            database.Leases.Written(connection, write.Key, write.Value.Span, write.TimeToLive);
        }

        return versions;
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

    public ValueTask<long> EraseAsync(ConnectionKey connection, IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(texts);
        byte[]?[] wanted = [.. texts.Select(Encoding.UTF8.GetBytes)];
        return database.WriteStatesAsync<long>(
            async (session, token) =>
            {
                long number = await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToRead, token).ConfigureAwait(false);
                return await session.Get(RemoveHolding).Add(number).Add(wanted).ExecuteAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
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

    async ValueTask<IReadOnlyList<long>> WriteAsync(ConnectionKey connection, StateWrite[] writes, CancellationToken cancellationToken)
    {
        string[] names = [.. writes.Select(write => NameOf(connection, write.Key))];
        if (writes.Length <= StateWriter.Few)
        {
            return await database.WriteStatesAtOnceAsync(
                (session, token) => new StateWriter(session, connection, database.Leases).WriteFewAsync(writes, names, token),
                (session, token) => FindWrittenAsync(session, connection, writes, token),
                cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<long> versions = await database.WriteStatesAsync(
            (session, token) => new StateWriter(session, connection, database.Leases).WriteManyAsync(writes, names, token), cancellationToken).ConfigureAwait(false);

        // Together they were not to be written: what comes before the one that somebody else wrote is.
        return versions.Count is 0 || versions.Count == writes.Length
            ? versions
            : await WriteAsync(connection, writes[..versions.Count], cancellationToken).ConfigureAwait(false);
    }

    // What was written and is ours no more counts as not written: whoever holds its version could do nothing with it.
    static async ValueTask<IReadOnlyList<long>> FindWrittenAsync(
        DbSession session, ConnectionKey connection, StateWrite[] writes, CancellationToken cancellationToken)
    {
        Dictionary<string, StateValue> found = await FindAsync(session, connection, writes.Select(write => write.Key), cancellationToken).ConfigureAwait(false);
        var versions = new List<long>();
        foreach (StateWrite write in writes)
        {
            StateValue? now = found.GetValueOrDefault(write.Key);
            bool isWritten = write.TimeToLive == TimeSpan.Zero ? now is null : now is not null && now.Value.Span.SequenceEqual(write.Value.Span);
            if (!isWritten)
            {
                break;
            }

            versions.Add(now?.Version ?? write.ExpectedVersion + 1);
        }

        return versions;
    }

    /// <returns>Whether the connection was not there.</returns>
    async ValueTask<bool> MakeAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        if (await database.ReadStatesAsync((session, token) => KeyLookup.FindConnectionAsync(session, connection, token), cancellationToken)
            .ConfigureAwait(false) is not null)
        {
            return false;
        }

        await database.WriteStatesAsync((session, token) => KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToRead, token), cancellationToken)
            .ConfigureAwait(false);
        return true;
    }

    static async ValueTask<Dictionary<string, StateValue>> FindAsync(
        DbSession session, ConnectionKey connection, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, StateValue>(StringComparer.Ordinal);
        await KeyLookup.FindPrepared(session, connection, Read).Add([.. keys])
            .EachAsync(row => found[row.GetString(0)] = new StateValue(row.GetFieldValue<byte[]>(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        return found;
    }

    // Says nothing to whoever listens beside us: neither whose state it is nor which. All schemas of a database share the channel.
    string NameOf(ConnectionKey connection, string key) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{database.Options.Schema}\0{connection.Tenant}\0{connection.Name}\0{key}")).AsSpan(0, 16));
}
